package dev.touchstone.server.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Any answer of the API as text: a list as a table of what is simple in it, anything else as indented names. */
final class TextView {

    private static final int MAX_CELL = 64;

    private final PrintWriter out;

    TextView(PrintWriter out) {
        this.out = out;
    }

    void show(JsonNode answer) {
        JsonNode only =
                answer.isObject() && answer.size() == 1 ? answer.iterator().next() : answer;
        if (only.isArray()) {
            table(only);
        } else {
            answer.properties().forEach(member -> tree(member.getKey(), member.getValue(), ""));
        }
    }

    private void table(JsonNode rows) {
        Map<String, Integer> widths = new LinkedHashMap<>();
        rows.forEach(row -> row.properties().forEach(member -> {
            if (member.getValue().isValueNode()) {
                int longer = Math.max(
                        member.getKey().length(), cell(member.getValue()).length());
                widths.merge(member.getKey(), longer, Math::max);
            }
        }));
        if (rows.isEmpty()) {
            out.println("none");
            return;
        }
        List<String> head = new ArrayList<>();
        widths.forEach((name, width) -> head.add(("%-" + width + "s").formatted(name)));
        out.println(String.join("  ", head).stripTrailing());
        rows.forEach(row -> row(row, widths));
    }

    private void row(JsonNode row, Map<String, Integer> widths) {
        List<String> cells = new ArrayList<>();
        widths.forEach((name, width) -> cells.add(("%-" + width + "s").formatted(cell(row.path(name)))));
        out.println(String.join("  ", cells).stripTrailing());
    }

    private static String cell(JsonNode value) {
        String text = Shown.line(value.asString("")).replace('\n', ' ');
        return text.length() <= MAX_CELL ? text : text.substring(0, MAX_CELL - 1) + "…";
    }

    private void tree(String name, JsonNode value, String indent) {
        if (value.isValueNode()) {
            out.println(indent + name + ": " + Shown.line(value.asString("")).replace("\n", "\n" + indent + "  "));
            return;
        }
        out.println(indent + name + ":");
        if (value.isArray()) {
            value.forEach(element -> tree("-", element, indent + "  "));
        } else {
            value.properties().forEach(member -> tree(member.getKey(), member.getValue(), indent + "  "));
        }
    }
}
