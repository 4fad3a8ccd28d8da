package dev.touchstone.reference;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import dev.touchstone.rule.RuleSubject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Boots and golden measurements written as {@code 4:kernel}: a PCR, and what was measured into it. */
final class Golds {

    static final HashAlgorithm BANK = HashAlgorithm.SHA256;

    private Golds() {}

    static ReplayedBoot boot(String... events) {
        Machine machine = new Machine(BANK);
        for (String event : events) {
            machine.firmware(pcr(event), what(event));
        }
        return machine.boot();
    }

    static Variant.Sequence sequence(String... records) {
        return bundled(Variant.OWN_BUNDLE, records);
    }

    static Variant.Sequence bundled(String bundle, String... records) {
        return new Variant.Sequence(String.join(" ", records), bundle, Set.of(15), records(records));
    }

    static Variant.AnyOf anyOf(int pcr, String... records) {
        return new Variant.AnyOf("any of " + pcr, Variant.OWN_BUNDLE, pcr, records(records));
    }

    static Variant.HostUnique hostUnique(int... pcrs) {
        return new Variant.HostUnique(
                "own",
                Variant.OWN_BUNDLE,
                Arrays.stream(pcrs)
                        .mapToObj(pcr -> new Variant.Slot(pcr, "own " + pcr))
                        .toList());
    }

    static Variant.Volatile excluded(int pcr, int atMost) {
        return new Variant.Volatile("excluded", Variant.OWN_BUNDLE, pcr, atMost);
    }

    static List<ReferenceRecord> records(String... records) {
        return Arrays.stream(records)
                .map(r -> new ReferenceRecord(pcr(r), Map.of(BANK, BANK.hash(Bytes.ofUtf8(what(r)))), r))
                .toList();
    }

    static Component component(int number, Variant... variants) {
        return new Component(number, "c" + number, List.of(variants));
    }

    static ReferenceSet set(String name, int version, Component... components) {
        return new ReferenceSet(name, version, Map.of(), List.of(components));
    }

    static MergedReference merged(List<ReferenceSet> sets) {
        return switch (MergedReference.merge(sets)) {
            case MergedReference.Outcome.Merged(MergedReference reference) -> reference;
            case MergedReference.Outcome.Conflicting conflicting -> throw new AssertionError(conflicting.toString());
        };
    }

    /** Holds a boot against these versions and nothing else. */
    static Matching.Outcome match(MergedReference reference, ReplayedBoot boot) {
        return match(reference, Golden.of(List.of()), boot);
    }

    /** Holds a boot against all that is golden. */
    static Matching.Outcome match(MergedReference reference, Golden golden, ReplayedBoot boot) {
        return Matching.match(
                reference, golden, boot, BANK, () -> RuleSubject.of(boot, Carried.nothing(), Instant.EPOCH));
    }

    static int pcr(String event) {
        return Integer.parseInt(event.substring(0, event.indexOf(':')));
    }

    static String what(String event) {
        return event.substring(event.indexOf(':') + 1);
    }
}
