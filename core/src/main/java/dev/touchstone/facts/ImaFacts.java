package dev.touchstone.facts;

import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import dev.touchstone.log.ima.DmTable;
import dev.touchstone.log.ima.ImaEntry;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.ima.ImaRecord;
import dev.touchstone.replay.BootAggregateCheck;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.ImaEvidence;
import dev.touchstone.replay.ReplayedIma;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the bound part of an IMA list adds to the facts.
 *
 * @param summary nothing if there is no list
 */
record ImaFacts(Optional<Ima> summary, List<VerityRoot> verity, List<Finding> findings) {

    private static final int VIOLATIONS_TOLD = 20;

    static ImaFacts none() {
        return new ImaFacts(Optional.empty(), List.of(), List.of());
    }

    static ImaFacts of(ReplayedIma list) {
        Optional<BootAggregateCheck> aggregate = list.bootAggregate();
        Ima summary = new Ima(
                list.checkpoint().records(),
                list.violations(),
                aggregate.map(ImaFacts::name).orElse("none"));
        return new ImaFacts(
                Optional.of(summary),
                verity(list.records()),
                findings(list.records(), list.pcr(), list.from(), aggregate));
    }

    /** Of a list that no quote accounts for. */
    static ImaFacts claimedBy(ImaLog list, FirmwareReplay firmware) {
        List<ImaRecord> records = list.records();
        BootAggregateCheck aggregate = records.isEmpty()
                ? new BootAggregateCheck.None()
                : BootAggregateCheck.of(records.getFirst().entry(), firmware);
        long violations = records.stream().filter(ImaRecord::violation).count();
        return new ImaFacts(
                Optional.of(new Ima(records.size(), violations, name(aggregate))),
                verity(records),
                findings(records, ImaEvidence.DEFAULT_PCR, 0, Optional.of(aggregate)));
    }

    private static String name(BootAggregateCheck check) {
        return switch (check) {
            case BootAggregateCheck.Matches _ -> "matches";
            case BootAggregateCheck.Differs _ -> "differs";
            case BootAggregateCheck.None _ -> "none";
            case BootAggregateCheck.ZeroNoTpm _ -> "no-tpm";
            case BootAggregateCheck.NotComputable _ -> "not-computable";
        };
    }

    private static List<VerityRoot> verity(List<ImaRecord> records) {
        List<VerityRoot> roots = new ArrayList<>();
        for (ImaRecord told : records) {
            if (told.template().equals("ima-buf") && told.entry() instanceof ImaEntry.Buffer buffer) {
                table(buffer)
                        .ifPresent(table -> table.verity()
                                .forEach(v -> roots.add(new VerityRoot(
                                        "ima", table.name(), v.rootDigest().toHex()))));
            }
        }
        return roots;
    }

    private static Optional<DmTable> table(ImaEntry.Buffer buffer) {
        try {
            return DmTable.of(buffer);
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    private static List<Finding> findings(
            List<ImaRecord> records, int pcr, long from, Optional<BootAggregateCheck> aggregate) {
        List<Finding> findings = new ArrayList<>();
        if (aggregate.orElse(null) instanceof BootAggregateCheck.Differs differs) {
            findings.add(finding(
                    FindingCode.BOOT_AGGREGATE_DIFFERS,
                    pcr,
                    from,
                    "the kernel started from %s; the firmware log leads to %s"
                            .formatted(differs.actual().value(), differs.expected())));
        }
        records.stream()
                .filter(ImaRecord::violation)
                .limit(VIOLATIONS_TOLD)
                .forEach(r ->
                        findings.add(finding(FindingCode.IMA_VIOLATION, pcr, from + r.index(), violation(r.entry()))));
        return findings;
    }

    private static String violation(ImaEntry entry) {
        String path = entry instanceof ImaEntry.Violation(Optional<String> name) && name.isPresent()
                ? Printable.quote(name.get())
                : "a file";
        return path + " was written while it was measured or read";
    }

    private static Finding finding(FindingCode code, int pcr, long index, String text) {
        return new Finding(
                code,
                Optional.of(pcr),
                Optional.of("ima"),
                Optional.of((int) Math.min(index, Integer.MAX_VALUE)),
                text);
    }
}
