package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.Locale;

/** What a key is bound to be used for: TPMT_RSA_SCHEME or TPMT_ECC_SCHEME (TPM 2.0 Library, Part 2, §11.2). */
public sealed interface Scheme {

    /** TPM_ALG_NULL: none fixed, as in storage keys. */
    record Unset() implements Scheme {
        @Override
        public String toString() {
            return "null";
        }
    }

    /**
     * A signing scheme known here.
     *
     * @param algorithm the signature algorithm
     * @param hash its hash
     */
    record Signing(SignatureAlgorithm algorithm, HashAlgorithm hash) implements Scheme {
        @Override
        public String toString() {
            return algorithm.name().toLowerCase(Locale.ROOT) + "-" + hash.bank();
        }
    }

    /**
     * Any other scheme of the specification.
     *
     * @param id its TPM_ALG_ID
     */
    record Other(int id) implements Scheme {
        @Override
        public String toString() {
            return "0x%04x".formatted(id);
        }
    }

    /** Reads the scheme of an RSA key. */
    static Scheme parseRsa(ByteReader reader) throws MalformedException {
        int id = reader.u16("RSA scheme");
        return switch (id) {
            case Registry.NULL -> new Unset();
            case Registry.RSASSA -> new Signing(SignatureAlgorithm.RSASSA, hash(reader));
            case Registry.RSAPSS -> new Signing(SignatureAlgorithm.RSAPSS, hash(reader));
            case Registry.RSAES -> new Other(id);
            case Registry.OAEP -> otherWithHash(reader, id);
            default -> throw Registry.unknown(reader, "RSA scheme", id);
        };
    }

    /** Reads the scheme of an ECC key. */
    static Scheme parseEcc(ByteReader reader) throws MalformedException {
        int id = reader.u16("ECC scheme");
        return switch (id) {
            case Registry.NULL -> new Unset();
            case Registry.ECDSA -> new Signing(SignatureAlgorithm.ECDSA, hash(reader));
            case Registry.ECDH, Registry.SM2, Registry.ECSCHNORR, Registry.ECMQV -> otherWithHash(reader, id);
            case Registry.ECDAA -> {
                Scheme ecdaa = otherWithHash(reader, id);
                reader.u16("ECDAA count");
                yield ecdaa;
            }
            default -> throw Registry.unknown(reader, "ECC scheme", id);
        };
    }

    private static HashAlgorithm hash(ByteReader reader) throws MalformedException {
        return Registry.hash(reader, "scheme hash");
    }

    private static Scheme otherWithHash(ByteReader reader, int id) throws MalformedException {
        hash(reader);
        return new Other(id);
    }
}
