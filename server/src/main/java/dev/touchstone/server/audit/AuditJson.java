package dev.touchstone.server.audit;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An entry as it is exported, one to a line, and the hash over that. */
final class AuditJson {

    static final String SEQUENCE = "sequence";
    static final String PREVIOUS = "previous";
    static final String HASH = "hash";

    /** The one member besides the hash of a line that stands for entries no longer kept: its place. */
    static final String CHECKPOINT = "checkpoint";

    private AuditJson() {}

    /** The entry's line, without its end. */
    static String line(AuditEntry entry, JsonMapper json) {
        return json.writeValueAsString(unhashed(entry).put(HASH, entry.hash().toHex()));
    }

    /** The hash an entry should have, whatever hash it has. */
    static Bytes hash(AuditEntry entry) {
        return hash(unhashed(entry));
    }

    /** SHA-256 over the canonical form of all members but {@code hash}. */
    static Bytes hash(ObjectNode line) {
        ObjectNode rest = line.deepCopy();
        rest.remove(HASH);
        return HashAlgorithm.SHA256.hash(Bytes.of(CanonicalJson.of(rest)));
    }

    private static ObjectNode unhashed(AuditEntry entry) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put(SEQUENCE, entry.sequence());
        line.put("id", entry.id().toString());
        line.put("at", entry.at().toString());
        line.put("actor", entry.actor());
        line.put("action", entry.action());
        line.put("object", entry.object());
        line.put("source", entry.source());
        line.set("before", orNull(entry.before()));
        line.set("after", orNull(entry.after()));
        line.put(PREVIOUS, entry.previous().toHex());
        return line;
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
        return value == null ? JsonNodeFactory.instance.nullNode() : value;
    }
}
