package dev.touchstone.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The hash algorithms of PCR banks and key names (TCG Algorithm Registry, TPM_ALG_ID). */
public enum HashAlgorithm {
    SHA1(0x0004, 20, "SHA-1", 0),
    SHA256(0x000b, 32, "SHA-256", 2),
    SHA384(0x000c, 48, "SHA-384", 3),
    SHA512(0x000d, 64, "SHA-512", 4),
    /** Read and shown; the JDK has no SM3, so nothing in this bank can be recomputed here. */
    SM3_256(0x0012, 32, "SM3", 1);

    private final int id;
    private final int size;
    private final String jcaName;
    private final int strength;

    HashAlgorithm(int id, int size, String jcaName, int strength) {
        this.id = id;
        this.size = size;
        this.jcaName = jcaName;
        this.strength = strength;
    }

    /** The algorithm with this TPM_ALG_ID, if it is a hash known here. */
    public static Optional<HashAlgorithm> ofId(int id) {
        return Arrays.stream(values()).filter(a -> a.id == id).findFirst();
    }

    /** The algorithm of a bank written as in the wire contract: {@code sha256}. */
    public static Optional<HashAlgorithm> ofBank(String bank) {
        return Arrays.stream(values()).filter(a -> a.bank().equals(bank)).findFirst();
    }

    /** TPM_ALG_ID. */
    public int id() {
        return id;
    }

    /** Digest size in bytes. */
    public int size() {
        return size;
    }

    /** The name by which the JCA and people know it: {@code SHA-256}. */
    public String jcaName() {
        return jcaName;
    }

    /** The bank's name in the wire contract, the tools and {@code .pcrlock} files: {@code sha256}. */
    public String bank() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Greater is preferred when a choice of banks is left. */
    public int strength() {
        return strength;
    }

    /** Whether digests of this algorithm can be recomputed. */
    public boolean computable() {
        return this != SM3_256;
    }

    /** Whether a signature or a verdict may rest on it: SHA-256 and up. */
    public boolean collisionResistant() {
        return strength >= SHA256.strength;
    }

    /**
     * A new digest computation.
     *
     * @throws IllegalStateException if the algorithm is not {@link #computable()}
     */
    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(jcaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(jcaName + " is not available", e);
        }
    }

    /** The digest of the parts, joined. */
    public Bytes hash(Bytes... parts) {
        MessageDigest digest = newDigest();
        for (Bytes part : parts) {
            part.digestInto(digest);
        }
        return Bytes.adopt(digest.digest());
    }

    /** A PCR after extending {@code pcr} by {@code digest}: H(pcr ‖ digest). */
    public Bytes extend(Bytes pcr, Bytes digest) {
        return hash(pcr, digest);
    }

    /** A digest of this size that is all zero: where most PCRs start. */
    public Bytes zero() {
        return Bytes.filled(size, 0);
    }
}
