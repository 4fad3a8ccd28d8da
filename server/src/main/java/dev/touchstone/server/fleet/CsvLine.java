package dev.touchstone.server.fleet;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One line of RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe instead. */
final class CsvLine {

    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r\\n]");

    private CsvLine() {}

    static String of(List<String> cells) {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String harmless = FORMULA.matcher(text).find() ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
