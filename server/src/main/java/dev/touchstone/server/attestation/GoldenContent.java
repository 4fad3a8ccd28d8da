package dev.touchstone.server.attestation;

import dev.touchstone.reference.Coverage;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything golden that an appraisal can depend on: versions by their ids, for their content never changes, and a
 * host's own values only where something asks for them.
 */
record GoldenContent(
        List<String> approved,
        List<String> retired,
        List<Coverage> coverage,
        Map<Integer, List<ReferenceRecord>> accepted,
        Map<String, Integer> before) {

    static GoldenContent of(Golden golden) {
        return new GoldenContent(
                ids(golden.approved()),
                ids(golden.retired()),
                golden.coverage(),
                golden.accepted().isEmpty() ? Map.of() : asked(golden),
                golden.before());
    }

    private static List<String> ids(List<ReferenceSet> sets) {
        return sets.stream().map(ReferenceSet::id).sorted().toList();
    }

    private static Map<Integer, List<ReferenceRecord>> asked(Golden golden) {
        Map<Integer, List<ReferenceRecord>> asked = new HashMap<>();
        Stream.concat(golden.approved().stream(), golden.retired().stream())
                .flatMap(set -> set.components().stream())
                .filter(c -> c.variants().stream().anyMatch(Variant.HostUnique.class::isInstance))
                .forEach(c -> asked.put(c.number(), golden.accepted().getOrDefault(c.number(), List.of())));
        return asked;
    }

    /** Whether IMA's PCR, or a rule that reads IMA's list, is among what is golden. */
    static boolean judgesIma(Golden golden, int imaPcr) {
        return GoldenRules.readIma(golden)
                || GoldenRules.variants(golden).anyMatch(v -> v.pcrs().contains(imaPcr));
    }
}
