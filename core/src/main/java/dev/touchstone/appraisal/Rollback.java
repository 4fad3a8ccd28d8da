package dev.touchstone.appraisal;

import java.util.List;
import java.util.Map;

/** A host that left a newer version of a set for an older one. Both may be approved: it is a finding, not a verdict. */
final class Rollback {

    private Rollback() {}

    /**
     * Finds them.
     *
     * @param before the version of each set the host matched last
     * @param now the version of each set that it matches
     */
    static List<Reason> notes(Map<String, Integer> before, Map<String, Integer> now) {
        return now.entrySet().stream()
                .filter(e -> before.getOrDefault(e.getKey(), 0) > e.getValue())
                .map(e -> Reason.of(
                        "rollback",
                        "The host went back from %s@%d to %s@%d, which is approved as well."
                                .formatted(e.getKey(), before.get(e.getKey()), e.getKey(), e.getValue())))
                .toList();
    }
}
