package dev.touchstone.event;

import dev.touchstone.uefi.HandoffTables;
import java.util.stream.Collectors;

/** Handoff tables by name. */
final class HandoffWords {

    private static final int TABLES_SHOWN = 4;

    private HandoffWords() {}

    static String of(HandoffTables tables) {
        String names = tables.tables().stream()
                .limit(TABLES_SHOWN)
                .map(t -> t.vendor().label().orElseGet(() -> t.vendor().toString()))
                .collect(Collectors.joining(", "));
        int more = tables.tables().size() - TABLES_SHOWN;
        return "handoff tables"
                + tables.description().map(d -> " " + EventString.quote(d)).orElse("")
                + (names.isEmpty() ? "" : ": " + names)
                + (more > 0 ? " and " + more + " more" : "");
    }
}
