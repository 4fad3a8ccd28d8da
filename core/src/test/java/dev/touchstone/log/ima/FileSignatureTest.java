package dev.touchstone.log.ima;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.ima.FileSignature.Outcome;
import dev.touchstone.log.ima.ImaDigest.Kind;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A file's signature in the measurement list")
class FileSignatureTest {

    private static final Bytes CONTENT = Bytes.ofUtf8("content");
    private static final Bytes RSA_ID = Bytes.ofHex("f3452d23");
    private static final Bytes EC_ID = Bytes.ofHex("531f4025");

    private static ImaEntry.File file(int index) throws MalformedException {
        return (ImaEntry.File)
                ImaVectors.whole("keylime-ima-sig-log.txt").record(index).entry();
    }

    private static Bytes spki(String pem) {
        String text = Vectors.bytes(ImaVectors.file(pem)).toUtf8().replaceAll("-----[A-Z ]+-----|\\s", "");
        return Bytes.of(Base64.getDecoder().decode(text));
    }

    private static PublicKey rsaKey() throws GeneralSecurityException {
        Bytes spki = spki("keylime-ima-rsa2048-pub.pem");
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki.toArray()));
    }

    /** A key of secp256k1, which the JDK cannot make one of. */
    private static PublicKey ecKey() {
        Bytes spki = spki("keylime-ima-ec-pub.pem");
        return new PublicKey() {
            @Override
            public String getAlgorithm() {
                return "EC";
            }

            @Override
            public String getFormat() {
                return "X.509";
            }

            @Override
            public byte[] getEncoded() {
                return spki.toArray();
            }
        };
    }

    private static ImaDigest digest(Kind kind, HashAlgorithm algorithm) {
        return ImaDigest.of(kind, algorithm, algorithm.hash(CONTENT));
    }

    private static Bytes attribute(int type, int version, int hash, Bytes keyId, Bytes signature) {
        return Bytes.concat(
                Bytes.of((byte) type, (byte) version, (byte) hash),
                keyId,
                Bytes.of((byte) (signature.length() >> 8), (byte) signature.length()),
                signature);
    }

    private static KeyPair generate(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static Bytes sign(KeyPair keys, String scheme, Bytes message) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(scheme);
        signer.initSign(keys.getPrivate());
        signer.update(message.toArray());
        return Bytes.of(signer.sign());
    }

    private static Bytes idOf(KeyPair keys) {
        return KeyId.of(keys.getPublic()).orElseThrow();
    }

    @Test
    @DisplayName("of Keylime's list verifies with its RSA key, named by the end of the key's SHA-1")
    void recordedRsa() throws MalformedException, GeneralSecurityException {
        ImaEntry.File dd = file(3);
        FileSignature signature = dd.signature().orElseThrow();
        assertThat(signature.keyId()).contains(RSA_ID);
        assertThat(signature.verify(dd.digest(), List.of(ecKey(), rsaKey()))).isEqualTo(new Outcome.Valid(RSA_ID));
        assertThat(signature.verify(dd.digest(), List.of())).isEqualTo(new Outcome.UnknownKey(RSA_ID));
        assertThat(signature.verify(dd.digest(), List.of(ecKey()))).isEqualTo(new Outcome.UnknownKey(RSA_ID));
        assertThat(signature.verify(file(4).digest(), List.of(rsaKey()))).isInstanceOf(Outcome.Invalid.class);
    }

    @Test
    @DisplayName("on secp256k1 is told as one this Java cannot verify, not as a bad one")
    void recordedSecp256k1() throws MalformedException, GeneralSecurityException {
        ImaEntry.File zmore = file(4);
        FileSignature signature = zmore.signature().orElseThrow();
        assertThat(signature.keyId()).contains(EC_ID);
        assertThat(signature.verify(zmore.digest(), List.of(rsaKey()))).isEqualTo(new Outcome.UnknownKey(EC_ID));
        assertThat(signature.verify(zmore.digest(), List.of(rsaKey(), ecKey())))
                .isInstanceOf(Outcome.Unsupported.class);
    }

    @Test
    @DisplayName("with another length than it says is invalid, and names no key")
    void recordedBadLength() throws MalformedException {
        ImaEntry.File bad = (ImaEntry.File)
                ImaVectors.whole("keylime-ima-sig-bad.txt").record(0).entry();
        FileSignature signature = bad.signature().orElseThrow();
        assertThat(signature.keyId()).isEmpty();
        assertThat(signature.verify(bad.digest(), List.of(ecKey()))).isInstanceOf(Outcome.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "EC,256,SHA256,4",
        "EC,384,SHA384,5",
        "EC,521,SHA512,6",
        "EC,256,SHA512,6",
        "RSA,2048,SHA384,5",
        "RSA,3072,SHA512,6"
    })
    @DisplayName("of version 2 is over the digest, by RSA or ECDSA on NIST's curves")
    void version2(String key, int bits, HashAlgorithm hash, int id) throws GeneralSecurityException {
        KeyPair keys = generate(key, bits);
        String scheme = hash.jcaName().replace("-", "") + "with" + (key.equals("EC") ? "ECDSA" : "RSA");
        FileSignature signature = new FileSignature(attribute(3, 2, id, idOf(keys), sign(keys, scheme, CONTENT)));
        List<PublicKey> trusted = List.of(keys.getPublic());
        assertThat(signature.verify(digest(Kind.IMA, hash), trusted)).isEqualTo(new Outcome.Valid(idOf(keys)));
        ImaDigest other = ImaDigest.of(Kind.IMA, hash, hash.hash(Bytes.EMPTY));
        assertThat(signature.verify(other, trusted)).isInstanceOf(Outcome.Invalid.class);
        byte[] changed = signature.value().toArray();
        changed[changed.length - 1] ^= 1;
        assertThat(new FileSignature(Bytes.of(changed)).verify(digest(Kind.IMA, hash), trusted))
                .isInstanceOf(Outcome.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"6,VERITY", "3,IMA"})
    @DisplayName("of version 3 is over the type, the algorithm and the digest")
    void version3(int type, Kind kind) throws GeneralSecurityException {
        KeyPair keys = generate("EC", 256);
        ImaDigest digest = digest(kind, HashAlgorithm.SHA256);
        Bytes signed = Bytes.concat(Bytes.of((byte) type, (byte) 4), digest.value());
        Bytes value = sign(keys, "SHA256withECDSA", signed);
        List<PublicKey> trusted = List.of(keys.getPublic());
        assertThat(new FileSignature(attribute(type, 3, 4, idOf(keys), value)).verify(digest, trusted))
                .isEqualTo(new Outcome.Valid(idOf(keys)));
        Bytes ofTheDigest = sign(keys, "SHA256withECDSA", CONTENT);
        assertThat(new FileSignature(attribute(type, 3, 4, idOf(keys), ofTheDigest)).verify(digest, trusted))
                .isInstanceOf(Outcome.Invalid.class);
    }

    @Test
    @DisplayName("does not pass from a file's content to its fs-verity digest, or back")
    void kinds() throws GeneralSecurityException {
        KeyPair keys = generate("EC", 256);
        Bytes value = sign(keys, "SHA256withECDSA", CONTENT);
        FileSignature content = new FileSignature(attribute(3, 2, 4, idOf(keys), value));
        assertThat(content.verify(digest(Kind.VERITY, HashAlgorithm.SHA256), List.of(keys.getPublic())))
                .isInstanceOf(Outcome.Invalid.class);
        FileSignature verity = new FileSignature(attribute(6, 3, 4, idOf(keys), value));
        assertThat(verity.verify(digest(Kind.IMA, HashAlgorithm.SHA256), List.of(keys.getPublic())))
                .isInstanceOf(Outcome.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"3,1,4", "5,2,4", "4,2,4", "6,2,4", "3,2,2", "3,2,1", "3,2,17", "3,2,5"})
    @DisplayName("of a type, version or hash that proves nothing here is unsupported: EVM's, SHA-1, other digests'")
    void unsupported(int type, int version, int hash) throws GeneralSecurityException {
        KeyPair keys = generate("EC", 256);
        Kind kind = type == 6 ? Kind.VERITY : Kind.IMA;
        FileSignature signature =
                new FileSignature(attribute(type, version, hash, idOf(keys), sign(keys, "SHA256withECDSA", CONTENT)));
        assertThat(signature.verify(digest(kind, HashAlgorithm.SHA256), List.of(keys.getPublic())))
                .isInstanceOf(Outcome.Unsupported.class);
    }

    @Test
    @DisplayName("by RSA must have exactly the one encoding: no looser padding, no other length")
    void rsaEncoding() throws GeneralSecurityException {
        KeyPair keys = generate("RSA", 2048);
        Bytes pss = sign(keys, "SHA256withRSA", CONTENT);
        assertThat(DigestSignature.verify(
                        keys.getPublic(), HashAlgorithm.SHA256, HashAlgorithm.SHA256.hash(CONTENT), pss))
                .isEqualTo(DigestSignature.Result.VALID);
        for (Bytes wrong : List.of(
                Bytes.EMPTY,
                Bytes.filled(256, 0xff),
                Bytes.filled(256, 0),
                Bytes.concat(Bytes.of((byte) 0), pss),
                pss.slice(1, 256),
                sign(keys, "SHA512withRSA", CONTENT),
                Bytes.of(((RSAPublicKey) keys.getPublic()).getModulus().toByteArray())
                        .slice(1, 257))) {
            assertThat(DigestSignature.verify(
                            keys.getPublic(), HashAlgorithm.SHA256, HashAlgorithm.SHA256.hash(CONTENT), wrong))
                    .isEqualTo(DigestSignature.Result.INVALID);
        }
    }

    @Test
    @DisplayName("by a key of another kind is unsupported")
    void otherKeys() throws GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        FileSignature signature = new FileSignature(attribute(3, 2, 4, idOf(keys), Bytes.filled(64, 1)));
        assertThat(signature.verify(digest(Kind.IMA, HashAlgorithm.SHA256), List.of(keys.getPublic())))
                .isInstanceOf(Outcome.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 6, 7, 8, 9, 40})
    @DisplayName("cut anywhere is invalid")
    void cut(int length) throws MalformedException, GeneralSecurityException {
        ImaEntry.File dd = file(3);
        Bytes value = dd.signature().orElseThrow().value().slice(0, length);
        assertThat(new FileSignature(value).verify(dd.digest(), List.of(rsaKey())))
                .isInstanceOf(Outcome.Invalid.class);
    }
}
