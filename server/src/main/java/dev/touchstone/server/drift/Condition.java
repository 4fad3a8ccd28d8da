package dev.touchstone.server.drift;

import dev.touchstone.appraisal.Grave;
import java.util.List;
import java.util.Set;

/**
 * What else is to be known of a member's boot.
 *
 * @param grave what forbids waivers and approval in bulk
 * @param secureBoot {@code on}, {@code off} or {@code unknown}
 * @param dbx {@code same}, {@code changed} or {@code unknown}, beside its last trusted boot
 */
record Condition(Set<Grave> grave, String secureBoot, String dbx) {

    Condition {
        grave = Set.copyOf(grave);
    }

    List<String> words() {
        return grave.stream().sorted().map(Grave::word).toList();
    }
}
