package dev.touchstone.server.attestation;

import dev.touchstone.bytes.MalformedException;

/** A log that does not parse, told with the place. */
final class UnreadableLog extends Exception {

    private final String log;
    private final String why;

    UnreadableLog(String log, MalformedException cause) {
        super(cause);
        this.log = log;
        this.why = "at byte " + cause.offset() + ", " + cause.getMessage();
    }

    /** Which log. */
    String log() {
        return log;
    }

    /** Where and what. */
    String why() {
        return why;
    }
}
