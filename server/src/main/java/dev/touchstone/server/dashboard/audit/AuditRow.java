package dev.touchstone.server.dashboard.audit;

import dev.touchstone.server.audit.AuditEntry;
import dev.touchstone.server.dashboard.access.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** An entry of the audit log as people read it: of before and after, what differs. */
record AuditRow(
        long sequence,
        @Nullable Stamp at,
        String actor,
        String action,
        String object,
        String source,
        List<Difference> differences,
        String hash) {

    private static final int SHOWN = 300;

    /** A member that is not what it was; empty where it was not, or is no more. */
    record Difference(String member, String before, String after) {}

    static AuditRow of(AuditEntry entry) {
        String source = entry.source();
        return new AuditRow(
                entry.sequence(),
                Stamp.of(entry.at()),
                entry.actor(),
                entry.action(),
                entry.object(),
                source == null ? "" : source,
                differences(orMissing(entry.before()), orMissing(entry.after())),
                entry.hash().toHex());
    }

    private static JsonNode orMissing(@Nullable JsonNode value) {
        return value == null ? MissingNode.getInstance() : value;
    }

    private static List<Difference> differences(JsonNode before, JsonNode after) {
        if (!before.isObject() && !after.isObject()) {
            return before.equals(after) ? List.of() : List.of(new Difference("", text(before), text(after)));
        }
        Set<String> members = new TreeSet<>(before.propertyNames());
        members.addAll(after.propertyNames());
        List<Difference> found = new ArrayList<>();
        for (String member : members) {
            JsonNode was = before.path(member);
            JsonNode is = after.path(member);
            if (!text(was).equals(text(is))) {
                found.add(new Difference(member, text(was), text(is)));
            }
        }
        return found;
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        String text = value.isString() ? value.stringValue() : value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
