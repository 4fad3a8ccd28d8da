package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;

/** A signature and the scheme it claims: TPMT_SIGNATURE (TPM 2.0 Library, Part 2, §11.3.4). */
public sealed interface TpmSignature {

    /** The hash algorithm of the scheme. */
    HashAlgorithm hash();

    /** The scheme's algorithm. */
    SignatureAlgorithm algorithm();

    /**
     * TPMS_SIGNATURE_RSASSA.
     *
     * @param hash the scheme's hash
     * @param signature as long as the modulus
     */
    record Rsassa(HashAlgorithm hash, Bytes signature) implements TpmSignature {
        @Override
        public SignatureAlgorithm algorithm() {
            return SignatureAlgorithm.RSASSA;
        }
    }

    /**
     * TPMS_SIGNATURE_RSAPSS.
     *
     * @param hash the scheme's hash, of the mask generation too
     * @param signature as long as the modulus
     */
    record Rsapss(HashAlgorithm hash, Bytes signature) implements TpmSignature {
        @Override
        public SignatureAlgorithm algorithm() {
            return SignatureAlgorithm.RSAPSS;
        }
    }

    /**
     * TPMS_SIGNATURE_ECDSA.
     *
     * @param hash the scheme's hash
     * @param r big-endian, of any width up to {@value #MAX_COORDINATE} bytes
     * @param s big-endian, likewise
     */
    record Ecdsa(HashAlgorithm hash, Bytes r, Bytes s) implements TpmSignature {
        @Override
        public SignatureAlgorithm algorithm() {
            return SignatureAlgorithm.ECDSA;
        }
    }

    /** The widest modulus known here, in bytes. */
    int MAX_MODULUS = 512;

    /** The widest coordinate known here, in bytes. */
    int MAX_COORDINATE = 48;

    /** Reads a signature that is all of {@code tpmtSignature}. */
    static TpmSignature parse(Bytes tpmtSignature) throws MalformedException {
        ByteReader reader = tpmtSignature.reader();
        int id = reader.u16("sigAlg");
        HashAlgorithm hash = Registry.computableHash(reader, "signature hash");
        TpmSignature signature = switch (id) {
            case Registry.RSASSA -> new Rsassa(hash, limited(reader, MAX_MODULUS));
            case Registry.RSAPSS -> new Rsapss(hash, limited(reader, MAX_MODULUS));
            case Registry.ECDSA -> new Ecdsa(hash, limited(reader, MAX_COORDINATE), limited(reader, MAX_COORDINATE));
            default -> throw Registry.unknown(reader, "sigAlg", id);
        };
        reader.requireEnd("TPMT_SIGNATURE");
        return signature;
    }

    private static Bytes limited(ByteReader reader, int limit) throws MalformedException {
        Bytes value = reader.tpm2b("signature");
        if (value.isEmpty() || value.length() > limit) {
            throw reader.malformed("a signature part has " + value.length() + " bytes, not 1 to " + limit);
        }
        return value;
    }
}
