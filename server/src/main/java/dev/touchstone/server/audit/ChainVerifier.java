package dev.touchstone.server.audit;

import dev.touchstone.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows an exported log line by line: whether each entry is what was hashed, and comes after the one it names. It
 * goes on after a finding, so that one altered entry does not hide another.
 */
final class ChainVerifier {

    static final int MOST_FINDINGS = 100;
    private static final String GENESIS = "00".repeat(32);

    private final boolean whole;
    private final List<ChainFinding> findings = new ArrayList<>();
    private final Map<Long, String> checkpoints = new HashMap<>();
    private long line;
    private long first;
    private long last;
    private String lastHash = GENESIS;
    private long entries;

    /**
     * Of a log.
     *
     * @param whole whether no entry was left out by what was asked for
     */
    ChainVerifier(boolean whole) {
        this.whole = whole;
    }

    /** Takes the next line. */
    void add(String text) {
        line++;
        if (text.isBlank()) {
            return;
        }
        try {
            if (AuditRows.EXACT.readTree(text) instanceof ObjectNode object) {
                add(object);
                return;
            }
        } catch (JacksonException | IllegalArgumentException _) {
            // Told of below, as any line that is no entry.
        }
        found("This is no entry of an audit log.");
    }

    private void add(ObjectNode object) {
        if (object.has(AuditJson.CHECKPOINT)) {
            checkpoints.put(
                    object.path(AuditJson.CHECKPOINT).asLong(0),
                    object.path(AuditJson.HASH).asString(""));
            return;
        }
        JsonNode place = object.path(AuditJson.SEQUENCE);
        if (!place.isIntegralNumber() || place.longValue() < 1) {
            found("This entry has no place in the chain.");
            return;
        }
        follow(place.longValue(), object);
    }

    private void follow(long sequence, ObjectNode object) {
        String stated = object.path(AuditJson.HASH).asString("");
        String actual = AuditJson.hash(object).toHex();
        if (!actual.equals(stated)) {
            found("Entry " + sequence + " is altered: its hash is " + actual + ", and it says " + stated + ".");
        }
        if (entries > 0 && sequence <= last) {
            found("Entry " + sequence + " is out of order: it comes after entry " + last + ".");
            return;
        }
        checkBetween(sequence);
        checkPrevious(sequence, object.path(AuditJson.PREVIOUS).asString(""));
        if (entries++ == 0) {
            first = sequence;
        }
        last = sequence;
        lastHash = stated;
    }

    private void checkBetween(long sequence) {
        if (entries == 0 || !whole) {
            return;
        }
        for (long absent = last + 1; absent < sequence; absent++) {
            if (!checkpoints.containsKey(absent)) {
                long end = sequence - 1;
                found(
                        absent == end
                                ? "Entry " + absent + " is missing."
                                : "Entries " + absent + " to " + end + " are missing.");
                return;
            }
        }
    }

    /** Only where the entry before is known: it was in the file, stands in a checkpoint, or this is the first ever. */
    private void checkPrevious(long sequence, String previous) {
        String before = sequence == 1 ? GENESIS : checkpoints.get(sequence - 1);
        if (entries > 0 && last == sequence - 1) {
            before = lastHash;
        }
        if (before != null && !before.equals(previous)) {
            found("Entry " + sequence + " does not follow the entry before it, which is altered or another: it names "
                    + previous + ", and that one has " + before + ".");
        }
    }

    /** Compares with the head, when all lines were taken. */
    void end(long sequence, Bytes hash) {
        if (sequence > last) {
            add(new ChainFinding(0, "Entries " + (last + 1) + " to " + sequence + " are missing at the end."));
        } else if (sequence == last && !hash.toHex().equals(lastHash)) {
            add(new ChainFinding(0, "Entry " + last + " is not the one that the head was signed for."));
        }
    }

    private void found(String text) {
        add(new ChainFinding(line, text));
    }

    private void add(ChainFinding finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    List<ChainFinding> findings() {
        return List.copyOf(findings);
    }

    /** What was followed, in words. */
    String summary() {
        return entries == 0
                ? "no entries"
                : entries + (entries == 1 ? " entry, " : " entries, ") + first + " to " + last + ", hash " + lastHash;
    }
}
