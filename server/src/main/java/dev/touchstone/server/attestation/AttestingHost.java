package dev.touchstone.server.attestation;

import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.problem.Refusal;
import java.util.Optional;

/** Which hosts may attest: all but those that are gone. A revoked one may, and stays revoked. */
final class AttestingHost {

    private AttestingHost() {}

    static HostRecord require(Optional<HostRecord> found) {
        HostRecord host = found.orElseThrow(() -> new Refusal(404, "host-unknown", "There is no such host; enrol it."));
        return switch (host.state()) {
            case AWAITING_APPROVAL, ACTIVE, MAINTENANCE, REVOKED -> host;
            case RETIRED -> throw new Refusal(403, "host-retired", "The host is retired; enrol it anew.");
        };
    }
}
