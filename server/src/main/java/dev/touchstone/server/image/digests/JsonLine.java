package dev.touchstone.server.image.digests;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.json.Json;
import dev.touchstone.json.JsonObject;
import java.util.Set;

/** A file's digest as a JSON object on a line of its own. */
final class JsonLine {

    private static final Set<String> MEMBERS = Set.of("digest", "path");

    private JsonLine() {}

    /** @throws IllegalArgumentException if it is no such object */
    static FileDigest parse(String line) {
        try {
            JsonObject object = Json.parse(Bytes.ofUtf8(line)).asObject("a file's digest");
            if (!MEMBERS.containsAll(object.members().keySet())) {
                throw new IllegalArgumentException("only digest and path are known of a file");
            }
            return new FileDigest(DigestLine.named(object.string("digest")), object.string("path"));
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
