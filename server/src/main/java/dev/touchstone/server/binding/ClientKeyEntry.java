package dev.touchstone.server.binding;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.trust.PresentedKey;

/**
 * One line of an import.
 *
 * @param host the name the host was granted
 * @param key its certificate or public key, PEM or DER in base64
 */
record ClientKeyEntry(String host, String key) {

    ClientKeyEntry {
        HostNames.requireName(host);
    }

    @JsonIgnore
    PresentedKey presented() {
        return presented(key);
    }

    /** The key in {@code text}, or why there is none. */
    static PresentedKey presented(String text) {
        try {
            return PresentedKey.read(text);
        } catch (MalformedException e) {
            throw new Refusal(422, "client-key-unreadable", "The key cannot be taken: " + e.getMessage() + ".");
        }
    }
}
