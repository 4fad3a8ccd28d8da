package dev.touchstone.server.drift;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a cluster has members. One that closed never opens again: the same drift later is another. */
enum ClusterState {
    OPEN,
    CLOSED;

    /** The word on the wire. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ClusterState> ofWord(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
}
