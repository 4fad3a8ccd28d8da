package dev.touchstone.json;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a JSON text sequence (RFC 7464 §2): each text begins with a record separator and ends with a line feed,
 * without which it was cut (§2.4). A separator cannot stand inside a JSON text, so it always begins the next.
 */
public final class JsonSequence {

    private static final int RECORD_SEPARATOR = 0x1e;
    private static final int LINE_FEED = 0x0a;

    private JsonSequence() {}

    /**
     * One element, its framing taken off.
     *
     * @param offset of the text within the sequence
     * @param text the JSON text, not yet parsed
     */
    public record Element(int offset, Bytes text) {}

    /** The elements of {@code sequence}, at most {@code limit} of them; an empty sequence has none. */
    public static List<Element> split(Bytes sequence, int limit) throws MalformedException {
        List<Element> elements = new ArrayList<>();
        int start = 0;
        while (start < sequence.length()) {
            if (elements.size() == limit) {
                throw new MalformedException(start, "more than " + limit + " records");
            }
            if (sequence.at(start) != RECORD_SEPARATOR) {
                throw new MalformedException(start, "a record must begin with a record separator (0x1e)");
            }
            int end = nextSeparator(sequence, start + 1);
            if (sequence.at(end - 1) != LINE_FEED) {
                throw new MalformedException(end, "record " + elements.size() + " is cut: no line feed ends it");
            }
            elements.add(new Element(start + 1, sequence.slice(start + 1, end - 1)));
            start = end;
        }
        return elements;
    }

    private static int nextSeparator(Bytes sequence, int from) {
        int at = from;
        while (at < sequence.length() && sequence.at(at) != RECORD_SEPARATOR) {
            at++;
        }
        return at;
    }
}
