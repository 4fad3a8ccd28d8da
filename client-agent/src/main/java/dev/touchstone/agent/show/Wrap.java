package dev.touchstone.agent.show;

import java.util.ArrayList;
import java.util.List;

/** Breaks a line at spaces, and a word that is too long after a comma or slash, or wherever it must. */
final class Wrap {

    private Wrap() {}

    static List<String> at(int width, String text) {
        return at(width, width, text);
    }

    /** The same, where the first line has another width than the others. */
    static List<String> at(int first, int others, String text) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        int width = first;
        while (length(rest) > width) {
            int limit = rest.offsetByCodePoints(0, width);
            int space = rest.lastIndexOf(' ', limit);
            int end = space > 0 ? space : afterSeparator(rest, limit);
            lines.add(rest.substring(0, end));
            rest = rest.substring(space > 0 ? end + 1 : end);
            width = others;
        }
        lines.add(rest);
        return lines;
    }

    /** Names are long: device paths break between nodes, subjects between attributes. */
    private static int afterSeparator(String text, int limit) {
        int separator = Math.max(text.lastIndexOf(',', limit - 1), text.lastIndexOf('/', limit - 1));
        return separator > 0 ? separator + 1 : limit;
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
