package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.security.PublicKey;

/**
 * The public area of an asymmetric key: TPMT_PUBLIC (TPM 2.0 Library, Part 2, §12.2.4), RSA or ECC. It is what the
 * holder claims; what a TPM vouches for is its {@link #name()}.
 *
 * @param raw the TPMT_PUBLIC as read, which is what the Name digests
 * @param nameAlg the Name's hash
 * @param attributes what the TPM lets the key do
 * @param authPolicy empty, or a digest of nameAlg's size
 * @param symmetric set in storage keys
 * @param scheme set in keys bound to one use
 * @param key the numbers
 */
public record TpmPublic(
        Bytes raw,
        HashAlgorithm nameAlg,
        ObjectAttributes attributes,
        Bytes authPolicy,
        Symmetric symmetric,
        Scheme scheme,
        KeyMaterial key) {

    /** Reads a TPM2B_PUBLIC, as TSS and tpm2-tools write it: a 16-bit size and the TPMT_PUBLIC. */
    public static TpmPublic parse(Bytes tpm2bPublic) throws MalformedException {
        ByteReader reader = tpm2bPublic.reader();
        Bytes area = reader.tpm2b("TPM2B_PUBLIC");
        reader.requireEnd("TPM2B_PUBLIC");
        return parseArea(area);
    }

    /** Reads a TPMT_PUBLIC that is all of {@code tpmtPublic}. */
    public static TpmPublic parseArea(Bytes tpmtPublic) throws MalformedException {
        ByteReader reader = tpmtPublic.reader();
        int type = reader.u16("key type");
        if (type != Registry.RSA && type != Registry.ECC) {
            throw Registry.unknown(reader, "key type", type);
        }
        HashAlgorithm nameAlg = Registry.computableHash(reader, "nameAlg");
        ObjectAttributes attributes = attributes(reader);
        Bytes authPolicy = authPolicy(reader, nameAlg);
        Symmetric symmetric = Symmetric.parse(reader);
        Scheme scheme = type == Registry.RSA ? Scheme.parseRsa(reader) : Scheme.parseEcc(reader);
        KeyMaterial key = type == Registry.RSA ? rsa(reader) : ecc(reader);
        reader.requireEnd("TPMT_PUBLIC");
        return new TpmPublic(tpmtPublic, nameAlg, attributes, authPolicy, symmetric, scheme, key);
    }

    private static ObjectAttributes attributes(ByteReader reader) throws MalformedException {
        ObjectAttributes attributes = new ObjectAttributes((int) reader.u32("objectAttributes"));
        if (attributes.reserved() != 0) {
            throw reader.malformed("reserved object attributes are set: %08x".formatted(attributes.reserved()));
        }
        return attributes;
    }

    private static Bytes authPolicy(ByteReader reader, HashAlgorithm nameAlg) throws MalformedException {
        Bytes policy = reader.tpm2b("authPolicy");
        if (!policy.isEmpty() && policy.length() != nameAlg.size()) {
            throw reader.malformed("authPolicy has " + policy.length() + " bytes, not " + nameAlg.size());
        }
        return policy;
    }

    private static KeyMaterial rsa(ByteReader reader) throws MalformedException {
        int bits = reader.u16("RSA key bits");
        long exponent = reader.u32("RSA exponent");
        return KeyMaterial.Rsa.parse(reader, bits, exponent);
    }

    private static KeyMaterial ecc(ByteReader reader) throws MalformedException {
        EccCurve curve = EccCurve.parse(reader);
        int kdf = reader.u16("KDF");
        // Part 2, §12.2.3.6: no command uses it, and it "needs to be set to TPM_ALG_NULL".
        if (kdf != Registry.NULL) {
            throw Registry.unknown(reader, "KDF", kdf);
        }
        return KeyMaterial.Ecc.parse(reader, curve);
    }

    /** The key's Name: nameAlg and the digest of the public area (Part 1, §16). */
    public TpmName name() {
        return new TpmName(nameAlg, nameAlg.hash(raw));
    }

    /** TPM2B_PUBLIC. */
    public Bytes marshal() {
        return Marshal.tpm2b(raw);
    }

    /** The key for the JCA. */
    public PublicKey toPublicKey() {
        return key.toPublicKey();
    }

    /** The DER SubjectPublicKeyInfo (RFC 5280, §4.1.2.7), as a certificate of this key holds it. */
    public Bytes subjectPublicKeyInfo() {
        return Bytes.of(toPublicKey().getEncoded());
    }

    /** SHA-256 of the SubjectPublicKeyInfo: what an inventory pins an EK by. */
    public Bytes subjectPublicKeyInfoSha256() {
        return HashAlgorithm.SHA256.hash(subjectPublicKeyInfo());
    }
}
