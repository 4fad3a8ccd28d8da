package dev.touchstone.server.dashboard.change;

import dev.touchstone.server.dashboard.frame.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a change alters, field by field.
 *
 * @param same fields that stay as they are
 * @param left lines left out
 */
record BeforeAfter(List<Line> lines, int same, int left) {

    private static final int MOST = 200;

    /** A field; null where there is none. */
    record Line(
            String sign,
            String field,
            @Nullable String before,
            @Nullable String after) {}

    static BeforeAfter of(@Nullable JsonNode before, @Nullable JsonNode after) {
        Map<String, String> old = flat(alone(before));
        Map<String, String> now = flat(alone(after));
        Set<String> fields = new LinkedHashSet<>(old.keySet());
        fields.addAll(now.keySet());
        List<Line> lines = new ArrayList<>();
        for (String field : fields) {
            @Nullable String was = old.get(field);
            @Nullable String is = now.get(field);
            if (was == null || !was.equals(is)) {
                lines.add(new Line(sign(was, is), Visible.text(field), visible(was), visible(is)));
            }
        }
        int shown = Math.min(MOST, lines.size());
        return new BeforeAfter(lines.subList(0, shown), fields.size() - lines.size(), lines.size() - shown);
    }

    /**
     * The one thing that a list has; nothing, if it is empty: what is before may be a list where after is one thing.
     */
    private static @Nullable JsonNode alone(@Nullable JsonNode node) {
        boolean list =
                node != null && node.isArray() && (node.isEmpty() || node.get(0).isObject());
        if (node == null || !list || node.size() > 1) {
            return node;
        }
        return node.isEmpty() ? null : node.get(0);
    }

    private static String sign(@Nullable String was, @Nullable String is) {
        return was == null ? "+" : is == null ? "−" : "~";
    }

    private static @Nullable String visible(@Nullable String text) {
        return text == null ? null : Visible.text(text);
    }

    private static Map<String, String> flat(@Nullable JsonNode node) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (node != null) {
            flatten("", node, fields);
        }
        return fields;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(p -> flatten(path.isEmpty() ? p.getKey() : path + "." + p.getKey(), p.getValue(), fields));
        } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isContainer)) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path.isEmpty() ? "#" + (i + 1) : path + " #" + (i + 1), node.get(i), fields);
            }
        } else if (node.isArray()) {
            put(path, node.valueStream().map(JsonNode::asString).collect(Collectors.joining(", ")), fields);
        } else if (!node.isNull()) {
            put(path, node.asString(), fields);
        }
    }

    private static void put(String path, String text, Map<String, String> fields) {
        fields.put(path.isEmpty() ? "all" : path, text.isEmpty() ? "none" : text);
    }
}
