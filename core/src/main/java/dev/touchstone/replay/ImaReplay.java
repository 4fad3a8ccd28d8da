package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.ima.ImaRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes IMA's list to where every quoted bank of its PCR has the quoted value, the list running ahead of the quote.
 *
 * <p>A first pass extends as kernels since 5.8 do. Only where that leads nowhere, a second one tries in each bank what
 * older kernels do as well: no list but a wrong one fits both ways, so this gives what trying both at once would, at
 * half the price for the usual one.
 */
final class ImaReplay {

    private static final int NO_MATCH = -1;

    private final ImaEvidence evidence;
    private final ImaLog log;
    private final List<ImaBank> banks;
    private final Map<HashAlgorithm, TemplateHash> hashes = new EnumMap<>(HashAlgorithm.class);
    private final TemplateHash header;
    private int reached;
    private int violations;
    private int forged;

    /** What a list comes to. */
    sealed interface Outcome {

        record Bound(ReplayedIma ima) implements Outcome {}

        record Contradicted(List<ReplayFailure> failures) implements Outcome {}
    }

    /** @param banks each quoted bank of IMA's PCR, at where the list starts from */
    ImaReplay(ImaEvidence evidence, List<ImaBank> banks) {
        this.evidence = evidence;
        this.log = evidence.log();
        this.banks = banks;
        this.header = hash(log.headerAlgorithm());
        banks.forEach(b -> hash(b.algorithm()));
    }

    private TemplateHash hash(HashAlgorithm algorithm) {
        return hashes.computeIfAbsent(algorithm, TemplateHash::new);
    }

    /** @param firmware what the boot aggregate is held against */
    Outcome run(FirmwareReplay firmware) {
        int bound = pass();
        if (bound == NO_MATCH) {
            List<ReplayFailure> failures = failures();
            hash(HashAlgorithm.SHA1);
            banks.forEach(ImaBank::tryPaddedSha1);
            bound = pass();
            if (bound == NO_MATCH) {
                return new Outcome.Contradicted(failures);
            }
        }
        return forged < bound
                ? new Outcome.Contradicted(List.of(new ReplayFailure.ImaRecordForged(number(forged))))
                : new Outcome.Bound(bound(bound, firmware));
    }

    /** How many records lead to the quoted values. */
    private int pass() {
        violations = 0;
        forged = Integer.MAX_VALUE;
        banks.forEach(ImaBank::reset);
        for (reached = 0; reached < log.size() && !matched(); reached++) {
            ImaRecord next = log.record(reached);
            if (next.pcr() != evidence.pcr()) {
                return NO_MATCH;
            }
            extend(next);
        }
        return matched() ? reached : NO_MATCH;
    }

    private void extend(ImaRecord next) {
        boolean violation = next.violation();
        if (violation) {
            violations++;
        } else {
            hashes.values().forEach(hash -> hash.of(next));
            if (forged == Integer.MAX_VALUE && !next.hasHeaderDigest(header.value())) {
                forged = reached;
            }
        }
        for (ImaBank bank : banks) {
            bank.extend(violation, hashes);
        }
    }

    private boolean matched() {
        for (ImaBank bank : banks) {
            if (!bank.matches()) {
                return false;
            }
        }
        return true;
    }

    private List<ReplayFailure> failures() {
        if (reached < log.size()) {
            int pcr = log.record(reached).pcr();
            return List.of(new ReplayFailure.ImaOutsidePcr(number(reached), pcr));
        }
        return banks.stream()
                .filter(b -> !b.matches())
                .map(b -> b.mismatch(evidence.pcr(), reached))
                .toList();
    }

    private ReplayedIma bound(int bound, FirmwareReplay firmware) {
        Map<HashAlgorithm, ImaVariant> variants = new EnumMap<>(HashAlgorithm.class);
        Map<HashAlgorithm, Bytes> values = new EnumMap<>(HashAlgorithm.class);
        banks.forEach(bank -> {
            variants.put(bank.algorithm(), bank.variant());
            values.put(bank.algorithm(), bank.target());
        });
        long records = number(bound);
        ImaCheckpoint checkpoint = records == 0 ? ImaCheckpoint.ZERO : new ImaCheckpoint(records, values);
        return new ReplayedIma(evidence, bound, violations, variants, checkpoint, bootAggregate(bound, firmware));
    }

    private Optional<BootAggregateCheck> bootAggregate(int bound, FirmwareReplay firmware) {
        if (evidence.from().records() > 0) {
            return Optional.empty();
        }
        return Optional.of(
                bound == 0
                        ? new BootAggregateCheck.None()
                        : BootAggregateCheck.of(log.record(0).entry(), firmware));
    }

    /** The boot's number of a record. */
    private long number(int index) {
        return evidence.from().records() + index;
    }
}
