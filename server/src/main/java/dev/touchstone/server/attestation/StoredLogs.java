package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Stored logs, fetched many at once and remembered while they are few. For one thread. */
final class StoredLogs {

    private static final long MAX_BYTES = 64L << 20;

    private final EventLogs logs;
    private final Map<Bytes, Bytes> contents = new LinkedHashMap<>();
    private long bytes;

    StoredLogs(EventLogs logs) {
        this.logs = logs;
    }

    /** Fetches those of these that are not here yet. */
    void fetch(Collection<Bytes> sha256s) {
        Set<Bytes> missing =
                sha256s.stream().filter(sha256 -> !contents.containsKey(sha256)).collect(Collectors.toSet());
        if (missing.isEmpty()) {
            return;
        }
        if (bytes > MAX_BYTES) {
            contents.clear();
            bytes = 0;
            missing = Set.copyOf(sha256s);
        }
        logs.find(missing).forEach((sha256, content) -> {
            contents.put(sha256, content);
            bytes += content.length();
        });
    }

    /** A log; empty if it is not kept any more. */
    Optional<Bytes> find(Bytes sha256) {
        return Optional.ofNullable(contents.get(sha256));
    }
}
