package dev.touchstone.log.ima;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.security.PublicKey;
import java.util.Optional;

/**
 * The id by which a signature names its key: the end of the SHA-1 of the key's bits, PKCS#1 RSAPublicKey or EC point,
 * as evmctl and the kernel take it from a certificate's usual subject key identifier (RFC 5280 §4.2.1.2).
 */
final class KeyId {

    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;
    private static final int LONG_FORM = 0x80;
    private static final int SIZE = 4;

    private KeyId() {}

    /** The id; empty for a key that has no X.509 encoding. */
    static Optional<Bytes> of(PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            return Optional.empty();
        }
        try {
            Bytes hash = HashAlgorithm.SHA1.hash(bits(Bytes.of(encoded)));
            return Optional.of(hash.slice(hash.length() - SIZE, hash.length()));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    /** The bit string of a SubjectPublicKeyInfo, without its count of unused bits. */
    private static Bytes bits(Bytes spki) throws MalformedException {
        ByteReader info = element(spki.reader(), SEQUENCE);
        element(info, SEQUENCE);
        ByteReader bits = element(info, BIT_STRING);
        bits.u8("unused bits");
        return bits.rest();
    }

    private static ByteReader element(ByteReader reader, int tag) throws MalformedException {
        if (reader.u8("tag") != tag) {
            throw reader.malformed("another tag is expected");
        }
        int length = reader.u8("length");
        if (length >= LONG_FORM) {
            int octets = length - LONG_FORM;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << Byte.SIZE | reader.u8("length");
            }
        }
        return reader.sub(length, "element");
    }
}
