package dev.touchstone.server.reference;

import java.util.Map;

/** Compares selectors. */
final class Selectors {

    private Selectors() {}

    /** Whether some host could be selected by both: unless they ask for different values of one label. */
    static boolean overlap(Map<String, String> one, Map<String, String> other) {
        return one.entrySet().stream()
                .allMatch(e -> other.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
    }
}
