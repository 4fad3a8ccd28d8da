package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Reason;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.host.HostRecord;
import java.util.ArrayList;
import java.util.List;

/** Adds to an appraisal what only the sequence of a host's evidence shows: that its TPM went back in time. */
final class Timeline {

    private Timeline() {}

    static Appraisal judge(EvidenceOrder order, HostRecord host, Appraisal appraisal) {
        if (order != EvidenceOrder.ROLLED_BACK && !host.rolledBack()) {
            return appraisal;
        }
        List<Reason> reasons = new ArrayList<>();
        reasons.add(Reason.of(
                "tpm-state-rolled-back",
                "The TPM's counters went back: a restored snapshot, or a second TPM with the same keys. Only an approved"
                        + " re-enrolment ends this."));
        reasons.addAll(appraisal.reasons());
        return appraisal.judged(Verdict.REJECTED, reasons);
    }
}
