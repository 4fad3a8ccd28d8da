package dev.touchstone.server.host;

import java.util.Locale;

/** Where a granted name or label comes from; an agent's own claim is never one. */
public enum GrantSource {
    PIN,
    TOKEN,
    OPERATOR;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
