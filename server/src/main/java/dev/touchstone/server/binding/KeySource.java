package dev.touchstone.server.binding;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who says that a key is a host's. */
enum KeySource {
    /** The host's TPM: its AK certified that the key lies in it. */
    CERTIFIED,
    /** An operator, who keeps an inventory. */
    INVENTORY;

    /** The word on the wire and in the database. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static KeySource ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
