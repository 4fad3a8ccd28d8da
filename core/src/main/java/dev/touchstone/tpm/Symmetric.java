package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;

/** How a storage key protects what is sealed to it: TPMT_SYM_DEF_OBJECT (TPM 2.0 Library, Part 2, §11.1.7). */
public sealed interface Symmetric {

    /** TPM_ALG_NULL, as in signing keys. */
    record Unset() implements Symmetric {
        @Override
        public String toString() {
            return "null";
        }
    }

    /**
     * AES in CFB mode.
     *
     * @param bits 128, 192 or 256
     */
    record AesCfb(int bits) implements Symmetric {
        @Override
        public String toString() {
            return "aes" + bits + "cfb";
        }
    }

    /** Reads the definition. */
    static Symmetric parse(ByteReader reader) throws MalformedException {
        int id = reader.u16("symmetric algorithm");
        return switch (id) {
            case Registry.NULL -> new Unset();
            case Registry.AES -> parseAes(reader);
            default -> throw Registry.unknown(reader, "symmetric algorithm", id);
        };
    }

    private static Symmetric parseAes(ByteReader reader) throws MalformedException {
        int bits = reader.u16("AES key bits");
        if (bits != 128 && bits != 192 && bits != 256) {
            throw reader.malformed("AES has no keys of " + bits + " bits");
        }
        int mode = reader.u16("AES mode");
        if (mode != Registry.CFB) {
            throw Registry.unknown(reader, "AES mode", mode);
        }
        return new AesCfb(bits);
    }
}
