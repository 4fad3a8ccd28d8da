package dev.touchstone.server.admission;

import java.time.Duration;

/** What a test has made so is known to admission, which hears of it only a moment later. */
public final class Synchronised {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pulse pulse;

    Synchronised(Pulse pulse) {
        this.pulse = pulse;
    }

    /** Waits until everything committed by now is known. */
    public void now() {
        try {
            if (!pulse.await(System.nanoTime(), PATIENCE)) {
                throw new AssertionError("the database is not followed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
