package dev.touchstone.server.result;

import java.util.Locale;

/** The categories of AR4SI §2.3 that we make claims in; of the others a quote says nothing. */
enum Category {
    INSTANCE_IDENTITY,
    CONFIGURATION,
    EXECUTABLES,
    HARDWARE;

    /** The name on the wire, which keeps its hyphen in EAR. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
