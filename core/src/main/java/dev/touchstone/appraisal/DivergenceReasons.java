package dev.touchstone.appraisal;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.EventText;
import dev.touchstone.reference.Difference;
import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.Explanation;
import dev.touchstone.reference.MatchedComponent;
import dev.touchstone.rule.RuleFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts into words how a boot departs from what is golden. */
final class DivergenceReasons {

    /** Differences told one by one. */
    static final int MAX_DIFFERENCES = 100;

    private DivergenceReasons() {}

    /** A host may extend as often as it likes; the first differences tell enough, and the divergence holds them all. */
    static List<Reason> of(Divergence divergence) {
        List<Difference> differences = divergence.differences();
        List<Reason> reasons = new ArrayList<>();
        divergence.explanation().map(DivergenceReasons::ofExplanation).ifPresent(reasons::addAll);
        differences.stream()
                .limit(MAX_DIFFERENCES)
                .map(d -> of(d, divergence.bank()))
                .forEach(reasons::add);
        int rest = differences.size() - MAX_DIFFERENCES;
        if (rest > 0) {
            reasons.add(Reason.of("more-differences", "%d more measurements differ.".formatted(rest)));
        }
        return reasons;
    }

    private static Reason of(Difference difference, HashAlgorithm bank) {
        return difference instanceof Difference.RuleFailed(String component, RuleFailure failure, int _)
                ? of(component, failure)
                : new Reason(
                        code(difference),
                        "PCR %d: %s.".formatted(difference.pcr().orElseThrow(), words(difference, bank)),
                        Optional.of(difference.component()),
                        difference.pcr(),
                        difference.event().map(e -> e.log() + "#" + e.index()),
                        difference.expected().map(Bytes::toHex),
                        difference.actual().map(Bytes::toHex));
    }

    private static Reason of(String component, RuleFailure failure) {
        return new Reason(
                "rule-failed",
                failure.summary(),
                Optional.of(component),
                failure.pcr(),
                failure.event(),
                Optional.of(failure.expected()),
                Optional.of(failure.actual()),
                Optional.of(failure.rule()));
    }

    private static String code(Difference difference) {
        return switch (difference) {
            case Difference.Changed _, Difference.Extra _ -> "event-not-approved";
            case Difference.Missing _ -> "event-missing";
            case Difference.Value _ -> "pcr-value-not-approved";
            case Difference.HostValue _ -> "host-value-not-accepted";
            case Difference.RuleFailed _ -> "rule-failed";
        };
    }

    private static String words(Difference difference, HashAlgorithm bank) {
        return switch (difference) {
            case Difference.Changed d ->
                changed(
                        EventText.of(d.measured(), bank).toString(),
                        d.reference().text());
            case Difference.Extra d -> EventText.of(d.measured(), bank) + "; nothing approved has such an event there";
            case Difference.Missing d -> d.reference().text() + " is approved, but was not measured";
            case Difference.Value _ -> "its value is not approved";
            case Difference.HostValue d -> d.slot().text() + " is this host's own, and " + words(d);
            case Difference.RuleFailed d -> d.failure().summary();
        };
    }

    private static String words(Difference.HostValue own) {
        if (own.actual().isEmpty()) {
            return "was not measured";
        }
        return own.expected().isPresent() ? "is not what was accepted" : "nothing has been accepted for it yet";
    }

    private static List<Reason> ofExplanation(Explanation explanation) {
        return switch (explanation) {
            case Explanation.Retired(List<String> versions) ->
                List.of(Reason.of(
                        "version-retired",
                        "The host booted %s, which was approved and is retired."
                                .formatted(String.join(", ", versions))));
            case Explanation.Mixed(List<MatchedComponent> parts) ->
                List.of(Reason.of(
                        "bundle-mixed",
                        "Every part is approved, but not with one another: "
                                + parts.stream()
                                        .map(p -> "%s is of %s@%d".formatted(p.component(), p.set(), p.version()))
                                        .collect(Collectors.joining(", "))
                                + "."));
        };
    }

    /** Which components differ, and which do not: the first thing a person asks. */
    static Reason ofComponents(Divergence divergence) {
        String differing = names(divergence.differing());
        return Reason.of(
                "components",
                divergence.same().isEmpty()
                        ? "Different: %s.".formatted(differing)
                        : "Different: %s. The same: %s.".formatted(differing, names(divergence.same())));
    }

    private static String names(Collection<String> components) {
        return components.stream().map(DivergenceReasons::name).distinct().collect(Collectors.joining(", "));
    }

    /** {@code 400-os} is called {@code os}. */
    private static String name(String component) {
        return component.substring(component.indexOf('-') + 1);
    }

    private static String changed(String actual, String approved) {
        return actual.equals(approved)
                ? actual + " has another digest than is approved"
                : actual + "; approved is " + approved;
    }
}
