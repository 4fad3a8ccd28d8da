package dev.touchstone.server.image.archive;

import java.io.IOException;

/** A package is not what it claims to be, or holds more than is read. */
public final class ArchiveRefusedException extends IOException {

    /** @param message what was wrong, for a person */
    public ArchiveRefusedException(String message) {
        super(message);
    }

    ArchiveRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
