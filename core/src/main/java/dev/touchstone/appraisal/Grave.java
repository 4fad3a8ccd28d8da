package dev.touchstone.appraisal;

import java.util.Locale;

/**
 * What makes a departure from what is approved too serious to be waived, or to be approved for many hosts at once: each
 * host is then looked at by itself.
 */
public enum Grave {
    /** The firmware no longer checks the signature of what it runs. */
    SECURE_BOOT_OFF("Secure Boot was turned off, or nothing shows that it is on"),
    /** Something revoked is accepted again. */
    DBX_SHRUNK("an entry of dbx is gone, or nothing shows that all are there"),
    /** The firmware can be looked into, and changed, as it runs. */
    DEBUG_MODE("the firmware runs in debug mode"),
    /** What was measured after the end of a cut log is not known. */
    LOG_INCOMPLETE("a log is known to be cut");

    private final String text;

    Grave(String text) {
        this.text = text;
    }

    /** {@code secure-boot-off}: stable, for programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same for people, to go on a sentence. */
    public String text() {
        return text;
    }
}
