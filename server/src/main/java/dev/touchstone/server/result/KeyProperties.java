package dev.touchstone.server.result;

import dev.touchstone.server.ops.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What protects the keys that sign results.
 *
 * @param password of the key store, alike on all replicas; without it, one is kept in a file of the home directory
 */
@ConfigurationProperties("touchstone.keys")
record KeyProperties(@Nullable String password) {

    private static final int MIN = 16;

    KeyProperties {
        if (password != null && password.length() < MIN) {
            throw new StartRefused("touchstone.keys.password has fewer than " + MIN
                    + " characters: whoever has a copy of the database could try them all.");
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return password == null ? "in a file" : "set";
    }
}
