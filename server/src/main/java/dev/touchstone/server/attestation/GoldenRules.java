package dev.touchstone.server.attestation;

import dev.touchstone.reference.Golden;
import dev.touchstone.reference.Variant;
import dev.touchstone.rule.Rule;
import dev.touchstone.rule.SignedPcr11Policy;
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
