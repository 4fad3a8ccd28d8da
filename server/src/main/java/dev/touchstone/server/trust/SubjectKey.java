package dev.touchstone.server.trust;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;

/**
 * The key of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), compared by its numbers: older EK certificates carry the same
 * RSA key under {@code id-RSAES-OAEP} (TCG EK Credential Profile for TPM 2.0, §3.2, RFC 4055 §4.1) that the TPM shows
 * under {@code rsaEncryption}, so encodings differ where keys do not.
 */
sealed interface SubjectKey {

    /** An RSA key: modulus and public exponent, without leading zeros. */
    record Rsa(Bytes modulus, Bytes exponent) implements SubjectKey {
        @Override
        public String toString() {
            return "RSA-" + modulus.length() * 8 + " key with modulus sha256:" + HashAlgorithm.SHA256.hash(modulus);
        }
    }

    /** An elliptic-curve key: the curve's OID and the encoded point. */
    record Ec(Bytes curve, Bytes point) implements SubjectKey {
        @Override
        public String toString() {
            return "EC key with point sha256:" + HashAlgorithm.SHA256.hash(point);
        }
    }

    /** A key of another kind, which no EK has. */
    record Other(Bytes encoded) implements SubjectKey {
        @Override
        public String toString() {
            return "key of an unknown kind, sha256:" + HashAlgorithm.SHA256.hash(encoded);
        }
    }

    Bytes RSA_ENCRYPTION = Bytes.ofHex("2a864886f70d010101");
    Bytes RSAES_OAEP = Bytes.ofHex("2a864886f70d010107");
    Bytes EC_PUBLIC_KEY = Bytes.ofHex("2a8648ce3d0201");

    /** Reads a DER SubjectPublicKeyInfo, nothing left over. */
    static SubjectKey read(Bytes encoded) throws MalformedException {
        ByteReader outer = encoded.reader();
        ByteReader info = DerElement.content(outer, DerElement.SEQUENCE, "SubjectPublicKeyInfo")
                .reader();
        outer.requireEnd("SubjectPublicKeyInfo");
        ByteReader algorithm =
                DerElement.content(info, DerElement.SEQUENCE, "algorithm").reader();
        ByteReader bits = DerElement.content(info, DerElement.BIT_STRING, "subjectPublicKey")
                .reader();
        info.requireEnd("subjectPublicKey");
        if (bits.u8("unused bits") != 0) {
            throw bits.malformed("subjectPublicKey is not a whole number of bytes");
        }
        Bytes oid = DerElement.content(algorithm, DerElement.OBJECT_IDENTIFIER, "algorithm OID");
        if (oid.equals(RSA_ENCRYPTION) || oid.equals(RSAES_OAEP)) {
            return rsa(bits);
        }
        if (oid.equals(EC_PUBLIC_KEY)) {
            return new Ec(DerElement.content(algorithm, DerElement.OBJECT_IDENTIFIER, "named curve"), bits.rest());
        }
        return new Other(encoded);
    }

    private static Rsa rsa(ByteReader bits) throws MalformedException {
        ByteReader numbers =
                DerElement.content(bits, DerElement.SEQUENCE, "RSAPublicKey").reader();
        bits.requireEnd("RSAPublicKey");
        Rsa key = new Rsa(magnitude(numbers, "modulus"), magnitude(numbers, "publicExponent"));
        numbers.requireEnd("publicExponent");
        return key;
    }

    private static Bytes magnitude(ByteReader reader, String what) throws MalformedException {
        Bytes number = DerElement.content(reader, DerElement.INTEGER, what);
        int zeros = 0;
        while (zeros < number.length() && number.at(zeros) == 0) {
            zeros++;
        }
        return number.slice(zeros, number.length());
    }
}
