package dev.touchstone.server.host;

import java.util.Locale;

/** Why a verdict changed. */
public enum TransitionCause {
    EVIDENCE,
    APPROVAL,
    REVOCATION,
    RE_ENROLMENT,
    RE_APPRAISAL,
    RETIREMENT;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
