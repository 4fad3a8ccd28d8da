package dev.touchstone.appraisal;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.EventText;
import dev.touchstone.reference.Difference;
import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.MergedReference;
import dev.touchstone.replay.ReplayFailure;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts what was found into words. */
final class Reasons {

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
        String bank = failure.bank().jcaName();
        return switch (failure) {
            case ReplayFailure.PcrMismatch m ->
                Reason.ofPcr(
                        "log-does-not-replay",
                        "The logs lead PCR %d (%s) to another value than the TPM quoted.".formatted(m.pcr(), bank),
                        m.pcr(),
                        m.quoted().toHex(),
                        m.replayed().toHex());
            case ReplayFailure.BankWithoutLog _ ->
                Reason.of(
                        "bank-without-log",
                        "The firmware log has no " + bank
                                + " digests: what that bank holds, anyone could have put there.");
            case ReplayFailure.BankNotAllocated _ ->
                Reason.of(
                        "bank-not-allocated",
                        "Every quoted " + bank + " PCR is zero, although the firmware log tells of measurements.");
        };
    }

    static List<Reason> ofUnaccounted(ReplayedBoot boot, Collection<Integer> pcrs) {
        return pcrs.stream().map(pcr -> unaccounted(boot, pcr)).toList();
    }

    private static Reason unaccounted(ReplayedBoot boot, int pcr) {
        String quoted = boot.quote().selection().banks().stream()
                .flatMap(b ->
                        Optional.ofNullable(boot.quote().pcrs(b.algorithm()).get(pcr)).stream())
                .map(Bytes::toHex)
                .findFirst()
                .orElse("");
        return Reason.ofPcr(
                "pcr-without-events",
                "PCR %d was extended, but no log has an event for it.".formatted(pcr),
                pcr,
                "an event for each extension",
                quoted);
    }

    static List<Reason> ofCoverage(boolean bankCovered, Collection<Integer> notQuoted) {
        if (!bankCovered) {
            return List.of(
                    Reason.of("bank-not-covered", "No bank was quoted that every golden component has values for."));
        }
        return notQuoted.stream()
                .map(pcr -> Reason.ofPcr(
                        "pcr-not-quoted",
                        "PCR %d is judged, but was not quoted.".formatted(pcr),
                        pcr,
                        "quoted",
                        "not quoted"))
                .toList();
    }

    static List<Reason> ofDivergence(Divergence divergence) {
        return divergence.differences().stream()
                .map(d -> new Reason(
                        code(d),
                        "PCR %d: %s.".formatted(d.pcr(), words(d, divergence.bank())),
                        Optional.of(d.component()),
                        OptionalInt.of(d.pcr()),
                        d.event().map(e -> e.log() + "#" + e.index()),
                        d.expected().map(Bytes::toHex),
                        d.actual().map(Bytes::toHex)))
                .toList();
    }

    private static String code(Difference difference) {
        return switch (difference) {
            case Difference.Changed _, Difference.Extra _ -> "event-not-approved";
            case Difference.Missing _ -> "event-missing";
            case Difference.Value _ -> "pcr-value-not-approved";
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
        };
    }

    private static String changed(String actual, String approved) {
        return actual.equals(approved)
                ? actual + " has another digest than is approved"
                : actual + "; approved is " + approved;
    }
}
