package dev.touchstone.server.admission;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the party asked about is known to be the host, the strongest first. */
public enum Binding {
    /** By a client-certificate key that the host's AK certified to be in the same TPM. */
    CERTIFICATE,
    /** By an inventory: a certificate key an operator registered here, or the host's id that the asker keeps. */
    INVENTORY,
    /** By a name alone, which anything may call itself. */
    NAME,
    /** By a link-layer address alone, which anything may take on. */
    MAC;

    /** The word on the wire. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is good for an allow without the consumer having said so. */
    boolean binds() {
        return this == CERTIFICATE || this == INVENTORY;
    }
}
