package dev.touchstone.appraisal;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Coverage;
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

    /** The logs lead to another value than was quoted. */
    static final String DOES_NOT_REPLAY = "log-does-not-replay";

    /** A PCR was extended without a word in any log. */
    static final String WITHOUT_EVENTS = "pcr-without-events";

    private static final String LOG_INCOMPLETE = "log-incomplete";

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

    static List<Reason> ofUncovered(Coverage coverage, Collection<Integer> components) {
        return components.stream()
                .map(c -> Reason.of(
                        "component-not-covered",
                        "Coverage %s asks for component %03d, and nothing approved that selects this host speaks of it."
                                .formatted(coverage.name(), c)))
                .toList();
    }
}
