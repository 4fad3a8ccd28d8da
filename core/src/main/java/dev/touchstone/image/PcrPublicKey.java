package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys that sign PCR policies. */
public final class PcrPublicKey {

    private static final int MAX_LENGTH = 1 << 14;
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*+)-----END PUBLIC KEY-----[\\s\\x00]*+");

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    private PcrPublicKey() {}

    /** The RSA key in the PEM of {@code .pcrpkey} (RFC 7468, §13). */
    public static RSAPublicKey parse(Bytes pem) throws MalformedException {
        if (pem.length() > MAX_LENGTH) {
            throw refused("a public key of " + pem.length() + " bytes");
        }
        Matcher matcher = PEM.matcher(pem.toText(StandardCharsets.ISO_8859_1, 0, pem.length()));
        if (!matcher.matches()) {
            throw refused("not one public key in PEM");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw refused("not an RSA public key");
        }
    }

    /** SHA-256 of the key's RSAPublicKey (RFC 8017, §A.1.1) in DER: the {@code pkfp} of its signatures. */
    public static Bytes fingerprint(RSAPublicKey key) {
        Bytes numbers = Bytes.concat(integer(key.getModulus()), integer(key.getPublicExponent()));
        return HashAlgorithm.SHA256.hash(der(SEQUENCE, numbers));
    }

    private static Bytes integer(BigInteger value) {
        return der(INTEGER, Bytes.of(value.toByteArray()));
    }

    private static Bytes der(int tag, Bytes content) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(tag);
        if (content.length() < 0x80) {
            header.write(content.length());
        } else {
            byte[] length = BigInteger.valueOf(content.length()).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            header.write(0x80 | length.length - from);
            header.write(length, from, length.length - from);
        }
        return Bytes.concat(Bytes.of(header.toByteArray()), content);
    }

    private static MalformedException refused(String message) {
        return new MalformedException(0, message);
    }
}
