package dev.touchstone.replay;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.ima.ImaRecord;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * As much of IMA's measurement list as the quote accounts for. What lies beyond is later than the quote, or made up;
 * nothing of it is bound.
 */
public final class ReplayedIma {

    private final ImaEvidence evidence;
    private final int bound;
    private final int violations;
    private final Map<HashAlgorithm, ImaVariant> variants;
    private final ImaCheckpoint checkpoint;
    private final Optional<BootAggregateCheck> bootAggregate;

    ReplayedIma(
            ImaEvidence evidence,
            int bound,
            int violations,
            Map<HashAlgorithm, ImaVariant> variants,
            ImaCheckpoint checkpoint,
            Optional<BootAggregateCheck> bootAggregate) {
        this.evidence = evidence;
        this.bound = bound;
        this.violations = violations;
        this.variants = Collections.unmodifiableMap(new EnumMap<>(variants));
        this.checkpoint = checkpoint;
        this.bootAggregate = bootAggregate;
    }

    /** The list as sent, with what is not bound. */
    public ImaLog log() {
        return evidence.log();
    }

    /** The PCR the list was held against. */
    public int pcr() {
        return evidence.pcr();
    }

    /** The boot's number of {@link #log()}'s first record. */
    public long from() {
        return evidence.from().records();
    }

    /** How many of {@link #log()}'s records are bound. */
    public int bound() {
        return bound;
    }

    /** The records that are bound. */
    public List<ImaRecord> records() {
        return log().records().subList(0, bound);
    }

    /** How many of the bound records are violations. */
    public int violations() {
        return violations;
    }

    /** How the kernel extended each bank quoted; {@link ImaVariant#PER_BANK} where both would be the same. */
    public Map<HashAlgorithm, ImaVariant> variants() {
        return variants;
    }

    /** From where the rest of this boot's list can be taken up. */
    public ImaCheckpoint checkpoint() {
        return checkpoint;
    }

    /** Whether the list opens with what firmware measured; empty for a list taken up later, which cannot tell. */
    public Optional<BootAggregateCheck> bootAggregate() {
        return bootAggregate;
    }
}
