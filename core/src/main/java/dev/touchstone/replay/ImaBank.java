package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;

/** IMA's PCR in one bank, as the list is replayed, beside the value it must reach. */
final class ImaBank {

    private static final byte[] NOTHING = {};

    private final HashAlgorithm algorithm;
    private final Bytes target;
    private final byte[] targetBytes;
    private final byte[] start;
    private final byte[] ones;
    private final byte[] zeros;
    private final byte[] perBank;
    private byte[] padded = NOTHING;
    private final MessageDigest digest;

    /**
     * @param start where the PCR stands before the list's first record
     * @param target the value quoted
     */
    ImaBank(HashAlgorithm algorithm, Bytes start, Bytes target) {
        this.algorithm = algorithm;
        this.target = target;
        this.targetBytes = target.toArray();
        this.start = start.toArray();
        this.ones = Bytes.filled(algorithm.size(), 0xff).toArray();
        this.zeros = new byte[algorithm.size() - HashAlgorithm.SHA1.size()];
        this.perBank = start.toArray();
        this.digest = algorithm.newDigest();
    }

    HashAlgorithm algorithm() {
        return algorithm;
    }

    Bytes target() {
        return target;
    }

    /** From here on, also extends as kernels before 5.8 do. In SHA-1 that is the same. */
    void tryPaddedSha1() {
        padded = algorithm == HashAlgorithm.SHA1 ? NOTHING : start.clone();
    }

    void reset() {
        System.arraycopy(start, 0, perBank, 0, start.length);
        System.arraycopy(start, 0, padded, 0, padded.length);
    }

    /** @param hashes of the record; not looked at for a violation */
    void extend(boolean violation, Map<HashAlgorithm, TemplateHash> hashes) {
        digest.update(perBank);
        digest.update(violation ? ones : value(hashes, algorithm));
        TemplateHash.finish(digest, perBank);
        if (padded.length > 0) {
            digest.update(padded);
            digest.update(violation ? ones : value(hashes, HashAlgorithm.SHA1), 0, HashAlgorithm.SHA1.size());
            digest.update(zeros);
            TemplateHash.finish(digest, padded);
        }
    }

    private static byte[] value(Map<HashAlgorithm, TemplateHash> hashes, HashAlgorithm algorithm) {
        TemplateHash hash = hashes.get(algorithm);
        if (hash == null) {
            throw new IllegalStateException("no " + algorithm + " template hashes were computed");
        }
        return hash.value();
    }

    boolean matches() {
        return Arrays.equals(perBank, targetBytes) || Arrays.equals(padded, targetBytes);
    }

    /** By which way the quoted value was reached. */
    ImaVariant variant() {
        return Arrays.equals(perBank, targetBytes) ? ImaVariant.PER_BANK : ImaVariant.PADDED_SHA1;
    }

    ReplayFailure mismatch(int pcr, int extensions) {
        return new ReplayFailure.PcrMismatch(algorithm, pcr, target, Bytes.of(perBank), extensions);
    }
}
