package dev.touchstone.appraisal;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.EventText;
import dev.touchstone.reference.Coverage;
import dev.touchstone.reference.Difference;
import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.Explanation;
import dev.touchstone.reference.MatchedComponent;
import dev.touchstone.reference.MergedReference;
import dev.touchstone.replay.ReplayFailure;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.RuleFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Puts what was found into words. */
final class Reasons {

    /** The logs lead to another value than was quoted. */
    static final String DOES_NOT_REPLAY = "log-does-not-replay";

    /** A PCR was extended without a word in any log. */
    static final String WITHOUT_EVENTS = "pcr-without-events";

    private static final String LOG_INCOMPLETE = "log-incomplete";

    /** Differences told one by one. */
    static final int MAX_DIFFERENCES = 100;

    private Reasons() {}

    static Reason unreadable(String log, String why) {
        return Reason.of("log-malformed", "The " + log + " log cannot be read: " + why + ".");
    }

    static Reason noReferenceSet() {
        return Reason.of("no-reference-set", "No approved reference set selects this host.");
    }

    static List<Reason> ofConflicts(MergedReference.Outcome.Conflicting conflicting) {
        return conflicting.conflicts().stream()
                .map(c -> Reason.of(
                        "reference-conflict",
                        "Component %03d is owned by more than one selected set: %s."
                                .formatted(c.component(), String.join(", ", c.sets()))))
                .toList();
    }

    static List<Reason> ofReplay(ReplayOutcome.Contradicted contradicted) {
        return contradicted.failures().stream().map(Reasons::of).toList();
    }

    private static Reason of(ReplayFailure failure) {
        return switch (failure) {
            case ReplayFailure.PcrMismatch m ->
                Reason.ofPcr(
                        DOES_NOT_REPLAY,
                        "The logs lead PCR %d (%s) to another value than the TPM quoted."
                                .formatted(m.pcr(), m.bank().jcaName()),
                        m.pcr(),
                        m.quoted().toHex(),
                        m.replayed().toHex());
            case ReplayFailure.BankWithoutLog b ->
                Reason.of(
                        "bank-without-log",
                        "The firmware log has no " + b.bank().jcaName()
                                + " digests that can be recomputed: what that bank holds, anyone could have put there.");
            case ReplayFailure.BankNotAllocated b ->
                Reason.of(
                        "bank-not-allocated",
                        "Every quoted " + b.bank().jcaName()
                                + " PCR is zero, although the firmware log tells of measurements.");
            case ReplayFailure.ImaOutsidePcr o ->
                ofIma(
                        "ima-outside-pcr",
                        "Record %d of IMA's list is of PCR %d, which is not IMA's.".formatted(o.record(), o.pcr()),
                        o.record(),
                        OptionalInt.of(o.pcr()));
            case ReplayFailure.ImaRecordForged f ->
                ofIma(
                        "ima-record-forged",
                        "Record %d of IMA's list carries a hash that is not its data's.".formatted(f.record()),
                        f.record(),
                        OptionalInt.empty());
        };
    }

    private static Reason ofIma(String code, String summary, long number, OptionalInt pcr) {
        return new Reason(
                code, summary, Optional.empty(), pcr, Optional.of("ima#" + number), Optional.empty(), Optional.empty());
    }

    static List<Reason> ofUnaccounted(ReplayedBoot boot, Collection<Integer> pcrs) {
        return pcrs.stream().map(pcr -> unaccounted(boot, pcr)).toList();
    }

    private static Reason unaccounted(ReplayedBoot boot, int pcr) {
        String quoted = boot.quote()
                .pcrs()
                .value(boot.banks(pcr).getFirst(), pcr)
                .map(Bytes::toHex)
                .orElse("");
        return Reason.ofPcr(
                WITHOUT_EVENTS,
                "PCR %d was extended, but no log has an event for it.".formatted(pcr),
                pcr,
                "an event for each extension",
                quoted);
    }

    static Reason incomplete(CutLog log) {
        return Reason.of(
                LOG_INCOMPLETE,
                "The " + log.word() + " log is known to be cut: what was measured after the cut is not known.");
    }

    /** A PCR that whole logs would have to reach, and these do not. */
    static Reason notReached(Reason contradiction) {
        return new Reason(
                LOG_INCOMPLETE,
                "PCR %d is not reached by the logs, one of which is known to be cut."
                        .formatted(contradiction.pcr().orElseThrow()),
                contradiction.component(),
                contradiction.pcr(),
                contradiction.event(),
                contradiction.expected(),
                contradiction.actual());
    }

    static Reason bankNotCovered() {
        return Reason.of("bank-not-covered", "No bank was quoted that every golden component has values for.");
    }

    static List<Reason> ofNotQuoted(HashAlgorithm bank, Collection<Integer> pcrs) {
        return pcrs.stream()
                .map(pcr -> Reason.ofPcr(
                        "pcr-not-quoted",
                        "PCR %d is judged, but was not quoted in %s.".formatted(pcr, bank.jcaName()),
                        pcr,
                        "quoted",
                        "not quoted"))
                .toList();
    }

    /** A host may extend as often as it likes; the first differences tell enough, and the divergence holds them all. */
    static List<Reason> ofDivergence(Divergence divergence) {
        List<Difference> differences = divergence.differences();
        List<Reason> reasons = new ArrayList<>();
        divergence.explanation().map(Reasons::ofExplanation).ifPresent(reasons::addAll);
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
                Optional.of(failure.actual()));
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

    static List<Reason> ofExplanation(Explanation explanation) {
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
        return components.stream().map(Reasons::name).distinct().collect(Collectors.joining(", "));
    }

    /** {@code 400-os} is called {@code os}. */
    private static String name(String component) {
        return component.substring(component.indexOf('-') + 1);
    }

    static List<Reason> ofUncovered(Coverage coverage, Collection<Integer> components) {
        return components.stream()
                .map(c -> Reason.of(
                        "component-not-covered",
                        "Coverage %s asks for component %03d, and nothing approved that selects this host speaks of it."
                                .formatted(coverage.name(), c)))
                .toList();
    }

    private static String changed(String actual, String approved) {
        return actual.equals(approved)
                ? actual + " has another digest than is approved"
                : actual + "; approved is " + approved;
    }
}
