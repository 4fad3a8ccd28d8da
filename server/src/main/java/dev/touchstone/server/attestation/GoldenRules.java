package dev.touchstone.server.attestation;

import dev.touchstone.reference.Component;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import dev.touchstone.rule.ImaFiles;
import dev.touchstone.rule.Rule;
import dev.touchstone.rule.SignedPcr11Policy;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rules among what is golden ask for, beyond what every boot has at hand. */
final class GoldenRules {

    private GoldenRules() {}

    /** Whether one reads IMA's list, or its PCR. */
    static boolean readIma(Golden golden) {
        return of(golden).anyMatch(Rule::readsIma);
    }

    /** Whether one reads the os-release of the image, of which a log has the digest alone. */
    static boolean readOsRelease(Golden golden) {
        return of(golden)
                .anyMatch(rule -> rule instanceof SignedPcr11Policy policy
                        && policy.minimumVersion().isPresent());
    }

    /**
     * Whether, whichever approved variants a boot matched, a rule held every file of IMA's list against listed ones.
     */
    static boolean judgeFiles(List<ReferenceSet> approved) {
        Map<Integer, List<Variant>> byNumber = approved.stream()
                .flatMap(set -> set.components().stream())
                .collect(Collectors.groupingBy(
                        Component::number, Collectors.flatMapping(c -> c.variants().stream(), Collectors.toList())));
        return byNumber.values().stream().anyMatch(variants -> variants.stream().allMatch(GoldenRules::judgesFiles));
    }

    private static boolean judgesFiles(Variant variant) {
        return variant instanceof Variant.Ruled ruled && ruled.rules().stream().anyMatch(ImaFiles.class::isInstance);
    }

    private static Stream<Rule> of(Golden golden) {
        return variants(golden)
                .flatMap(variant -> variant instanceof Variant.Ruled ruled ? ruled.rules().stream() : Stream.empty());
    }

    static Stream<Variant> variants(Golden golden) {
        return Stream.concat(golden.approved().stream(), golden.retired().stream())
                .flatMap(set -> set.components().stream())
                .flatMap(component -> component.variants().stream());
    }
}
