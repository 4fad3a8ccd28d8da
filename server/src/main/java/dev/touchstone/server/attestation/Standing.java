package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Reason;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostState;
import java.util.ArrayList;
import java.util.List;

/** Adds to the reasons of evidence what the host's own state has to say. */
final class Standing {

    private Standing() {}

    static List<Reason> reasons(HostRecord host, List<Reason> evidence) {
        List<Reason> reasons = new ArrayList<>();
        if (host.state() == HostState.AWAITING_APPROVAL) {
            reasons.add(Reason.of("awaiting-approval", "The host waits for approval."));
        }
        if (host.state() == HostState.REVOKED) {
            reasons.add(Reason.of("host-revoked", "The host is revoked."));
        }
        reasons.addAll(evidence);
        return reasons;
    }
}
