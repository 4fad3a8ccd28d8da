package dev.touchstone.server.audit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The one form of a JSON value that is hashed, whatever wrote it and whoever reformatted it since: no space, members by
 * name, numbers as digits and exponent. RFC 8785 would have done but for its numbers, which lose digits.
 */
final class CanonicalJson {

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    static byte[] of(JsonNode value) {
        var form = new CanonicalJson();
        form.add(value);
        return form.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void add(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> addObject(value);
            case ARRAY -> addArray(value);
            case STRING -> addString(value.stringValue());
            case NUMBER -> addNumber(value.decimalValue());
            case BOOLEAN -> text.append(value.booleanValue());
            case NULL -> text.append("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("No JSON: " + value.getNodeType());
        }
    }

    private void addObject(JsonNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        text.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            text.append(separator);
            addString(member.getKey());
            text.append(':');
            add(member.getValue());
            separator = ",";
        }
        text.append('}');
    }

    private void addArray(JsonNode array) {
        text.append('[');
        String separator = "";
        for (JsonNode element : array) {
            text.append(separator);
            add(element);
            separator = ",";
        }
        text.append(']');
    }

    /** RFC 8785 §3.2.2.2. */
    private void addString(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : c);
            }
        }
        text.append('"');
    }

    /** 1.50 and 15e-1 are {@code 15e-1}: a plain integer stays as it is read. */
    private void addNumber(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        text.append(shortest.unscaledValue());
        if (shortest.scale() != 0) {
            text.append('e').append(-(long) shortest.scale());
        }
    }
}
