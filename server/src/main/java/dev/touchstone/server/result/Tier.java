package dev.touchstone.server.result;

import java.util.Locale;

/** The tiers of AR4SI §2.3.2, best first; {@code none} makes no claim. */
enum Tier {
    NONE,
    AFFIRMING,
    WARNING,
    CONTRAINDICATED;

    /** The tier of one claim of ours; we use none of the negative ones, which are for private use. */
    static Tier of(int claim) {
        return claim >= 96 ? CONTRAINDICATED : claim >= 32 ? WARNING : claim >= 2 ? AFFIRMING : NONE;
    }

    /** The name on the wire. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
