package dev.touchstone.server.fleet;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An order of hosts; hosts alike in it are in the order of their ids. */
public enum HostSort {
    NAME("name"),
    NAME_DESCENDING("-name"),
    /** Those whose evidence is oldest first; those without any before them. */
    EVIDENCE("evidence"),
    EVIDENCE_DESCENDING("-evidence"),
    /** Those that have long been as they are first. */
    SINCE("since"),
    SINCE_DESCENDING("-since");

    private final String word;

    HostSort(String word) {
        this.word = word;
    }

    /** The word in an address. */
    public String word() {
        return word;
    }

    /** The same by the other end: {@code -name} for {@code name}. */
    public HostSort reversed() {
        return switch (this) {
            case NAME -> NAME_DESCENDING;
            case NAME_DESCENDING -> NAME;
            case EVIDENCE -> EVIDENCE_DESCENDING;
            case EVIDENCE_DESCENDING -> EVIDENCE;
            case SINCE -> SINCE_DESCENDING;
            case SINCE_DESCENDING -> SINCE;
        };
    }

    static Optional<HostSort> ofWord(String word) {
        return Arrays.stream(values()).filter(sort -> sort.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(HostSort::word).toList();
    }

    HostCursor place(ListedHost host) {
        return new HostCursor(key(host), host.id());
    }

    private String key(ListedHost host) {
        return switch (this) {
            case NAME, NAME_DESCENDING -> host.name().toLowerCase(Locale.ROOT);
            case EVIDENCE, EVIDENCE_DESCENDING ->
                host.inForce().evidenceIssuedAt().map(HostSort::instant).orElse("");
            case SINCE, SINCE_DESCENDING -> instant(host.verdictSince());
        };
    }

    Comparator<HostCursor> order() {
        Comparator<String> byKey = word.startsWith("-") ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing(HostCursor::key, byKey).thenComparing(HostCursor::id);
    }

    /** Microseconds since the epoch: of as many digits until the year 2286, so that they sort as text. */
    private static String instant(Instant at) {
        return Long.toString(at.getEpochSecond() * 1_000_000 + at.getNano() / 1000);
    }
}
