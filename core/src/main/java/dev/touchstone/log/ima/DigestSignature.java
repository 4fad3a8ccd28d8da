package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** Verifies signatures over digests made elsewhere, with whatever providers this Java has. */
final class DigestSignature {

    enum Result {
        VALID,
        INVALID,
        UNSUPPORTED
    }

    private DigestSignature() {}

    static Result verify(PublicKey key, HashAlgorithm hash, Bytes digest, Bytes signature) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa(rsa, hash, digest, signature) ? Result.VALID : Result.INVALID;
        }
        return key instanceof ECPublicKey || key.getAlgorithm().equals("EC")
                ? ecdsa(key, digest, signature)
                : Result.UNSUPPORTED;
    }

    /**
     * RSASSA-PKCS1-v1_5 by encoding and comparing (RFC 8017 §8.2.2); the JCA has no name for it over a digest alone
     * that the JDK's providers know.
     */
    private static boolean rsa(RSAPublicKey key, HashAlgorithm hash, Bytes digest, Bytes signature) {
        int size = (key.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
        Bytes info = Bytes.concat(digestInfo(hash), digest);
        int padding = size - info.length() - 3;
        BigInteger s = new BigInteger(1, signature.toArray());
        if (signature.length() != size || padding < 8 || s.compareTo(key.getModulus()) >= 0) {
            return false;
        }
        Bytes encoded =
                Bytes.concat(Bytes.of((byte) 0, (byte) 1), Bytes.filled(padding, 0xff), Bytes.of((byte) 0), info);
        return s.modPow(key.getPublicExponent(), key.getModulus()).equals(new BigInteger(1, encoded.toArray()));
    }

    /** What comes before the digest in a DER DigestInfo (RFC 8017 §9.2, note 1). */
    private static Bytes digestInfo(HashAlgorithm hash) {
        return switch (hash) {
            case SHA1 -> Bytes.ofHex("3021300906052b0e03021a05000414");
            case SHA256 -> Bytes.ofHex("3031300d060960864801650304020105000420");
            case SHA384 -> Bytes.ofHex("3041300d060960864801650304020205000430");
            case SHA512 -> Bytes.ofHex("3051300d060960864801650304020305000440");
            case SM3_256 -> throw new IllegalArgumentException("SM3 is signed with SM2");
        };
    }

    private static Result ecdsa(PublicKey key, Bytes digest, Bytes signature) {
        try {
            Signature verifier = Signature.getInstance("NONEwithECDSA");
            verifier.initVerify(key);
            verifier.update(digest.toArray());
            return verifier.verify(signature.toArray()) ? Result.VALID : Result.INVALID;
        } catch (SignatureException _) {
            return Result.INVALID;
        } catch (GeneralSecurityException _) {
            return Result.UNSUPPORTED;
        }
    }
}
