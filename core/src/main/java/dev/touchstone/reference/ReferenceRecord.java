package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.replay.MeasuredEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One expected extension, in the shape of a {@code .pcrlock} record.
 *
 * @param pcr the PCR extended, 0–23
 * @param digests what is extended, by bank; at least one
 * @param text what it is, in words, as known when it was captured or predicted; for people, never compared
 */
public record ReferenceRecord(int pcr, Map<HashAlgorithm, Bytes> digests, String text) {

    public ReferenceRecord {
        Pcrs.check(pcr);
        digests = Map.copyOf(digests);
        if (digests.isEmpty()) {
            throw new IllegalArgumentException("a record of PCR " + pcr + " needs a digest");
        }
        digests.forEach(Pcrs::check);
    }

    /** The digest in {@code bank}, if the record has one. */
    public Optional<Bytes> digest(HashAlgorithm bank) {
        return Optional.ofNullable(digests.get(bank));
    }

    /** Whether another is of the same PCR and measures the same in every bank both know, of which there is one. */
    boolean agrees(ReferenceRecord other) {
        Set<HashAlgorithm> both = new HashSet<>(digests.keySet());
        both.retainAll(other.digests.keySet());
        return pcr == other.pcr
                && !both.isEmpty()
                && both.stream().allMatch(bank -> digest(bank).equals(other.digest(bank)));
    }

    /** What is compared: all but the words. */
    Object content() {
        return Map.entry(pcr, digests);
    }

    /** Whether {@code event} is what the record asks for in {@code bank}. */
    boolean is(MeasuredEvent event, HashAlgorithm bank) {
        Bytes golden = digests.get(bank);
        return golden != null && event.hasDigest(bank, golden);
    }
}
