package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Reason;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostState;
import java.util.ArrayList;
import java.util.List;

/** Adds to the reasons of evidence what its place in time and the host's own state have to say. */
final class Standing {

    private Standing() {}

    static List<Reason> reasons(HostRecord host, Ruling ruling) {
        List<Reason> reasons = new ArrayList<>();
        if (ruling.order() == EvidenceOrder.LATE) {
            reasons.add(Reason.of("late-evidence", "Later evidence was accepted before; this is history only."));
        }
        if (host.state() == HostState.AWAITING_APPROVAL) {
            reasons.add(Reason.of("awaiting-approval", "The host waits for approval."));
        }
        if (host.state() == HostState.REVOKED) {
            reasons.add(Reason.of("host-revoked", "The host is revoked."));
        }
        reasons.addAll(ruling.appraisal().reasons());
        return reasons;
    }
}
