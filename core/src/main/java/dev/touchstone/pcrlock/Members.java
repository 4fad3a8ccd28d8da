package dev.touchstone.pcrlock;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import dev.touchstone.json.JsonObject;
import java.util.Set;

/** Reads members of JSON objects strictly: what is not understood could mean anything. */
final class Members {

    private Members() {}

    static void requireKnown(JsonObject object, Set<String> known) throws MalformedException {
        for (String name : object.members().keySet()) {
            if (!known.contains(name)) {
                throw new MalformedException(0, "unknown member " + Printable.quote(name));
            }
        }
    }

    static Bytes hex(String text) throws MalformedException {
        try {
            return Bytes.ofHex(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(0, "a digest is not hex: " + Printable.quote(text));
        }
    }
}
