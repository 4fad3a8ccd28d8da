package dev.touchstone.server.dashboard.enrollment;

import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.enrollment.EnrollmentDesk;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A token that enrols hosts, in a table. */
record HandedRow(Map<String, String> labels, int usesLeft, Moment expires, String names, String sources, String by) {

    static HandedRow of(EnrollmentDesk.Handed token, Instant now) {
        return new HandedRow(
                new TreeMap<>(token.labels()),
                token.usesLeft(),
                Moment.of(token.expiresAt(), now),
                token.namePattern().orElse("any free name"),
                token.cidr().orElse("anywhere"),
                token.createdBy());
    }
}
