package dev.touchstone.server.binding;

import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.problem.Refusal;

/** Which hosts may bind a key: those somebody stands by. */
final class AdmittedHost {

    private AdmittedHost() {}

    static void require(HostRecord host) {
        switch (host.state()) {
            case ACTIVE, MAINTENANCE -> {
                // Somebody stands by it.
            }
            case AWAITING_APPROVAL -> throw refusal("host-not-admitted", "The host waits for approval.");
            case REVOKED -> throw refusal("host-not-admitted", "The host is revoked.");
            case RETIRED -> throw refusal("host-retired", "The host is retired; enrol it anew.");
        }
    }

    private static Refusal refusal(String code, String detail) {
        return new Refusal(403, code, detail);
    }
}
