package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows of {@code key=value,key=value;} as device-mapper writes them. In values that people choose, {@code \} stands
 * before each of {@code \ ; = ,}.
 */
final class DmRows {

    private static final int MAX_KEYS = 256;
    private static final int MAX_LENGTH = 1024;

    private final Bytes event;
    private int at;

    DmRows(Bytes event) {
        this.event = event;
    }

    boolean atEnd() {
        return at == event.length();
    }

    /** The next row, which must end in its semicolon. */
    Row next() throws MalformedException {
        int start = at;
        Map<String, String> values = new HashMap<>();
        int last;
        do {
            String key = word('=');
            last = valueEnd();
            String value = text(at, last);
            if (values.put(key, value) != null || values.size() > MAX_KEYS) {
                throw malformed("a row has a key twice, or too many");
            }
            at = last + 1;
        } while (event.at(last) == ',');
        return new Row(start, values);
    }

    private String word(char end) throws MalformedException {
        int from = at;
        while (at < event.length() && event.at(at) != end) {
            at++;
            if (at - from > MAX_LENGTH) {
                throw malformed("a key has no end");
            }
        }
        if (at == event.length()) {
            throw malformed("the row has no end");
        }
        at++;
        return text(from, at - 1);
    }

    /** Where the value at hand meets a comma or semicolon that is no part of it. */
    private int valueEnd() throws MalformedException {
        int i = at;
        while (i < event.length() && event.at(i) != ',' && event.at(i) != ';') {
            i += event.at(i) == '\\' ? 2 : 1;
        }
        if (i >= event.length()) {
            throw malformed("the row has no end");
        }
        return i;
    }

    private String text(int from, int to) throws MalformedException {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            i += event.at(i) == '\\' && i + 1 < to ? 1 : 0;
            int octet = event.at(i);
            if (octet < ' ' || octet > '~' || text.length() == MAX_LENGTH) {
                throw new MalformedException(i, "a text is not printable ASCII, or longer than " + MAX_LENGTH);
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    private MalformedException malformed(String message) {
        return new MalformedException(at, message);
    }

    /** One row. */
    record Row(int at, Map<String, String> values) {

        String text(String key) throws MalformedException {
            String value = values.get(key);
            if (value == null) {
                throw malformed("the row has no " + key);
            }
            return value;
        }

        MalformedException malformed(String message) {
            return new MalformedException(at, message);
        }
    }
}
