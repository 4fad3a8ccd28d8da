package dev.touchstone.server.admission;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a test has made so is known to admission, which hears of it only a moment later. */
public final class Synchronised {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pulse pulse;
    private final JdbcClient jdbc;

    Synchronised(Pulse pulse, JdbcClient jdbc) {
        this.pulse = pulse;
        this.jdbc = jdbc;
    }

    /** Waits until everything committed by now is known. */
    public void now() {
        long asked = System.nanoTime();
        jdbc.sql("select pg_notify('touchstone_admission', '')").query(_ -> {});
        try {
            if (!pulse.await(asked, PATIENCE)) {
                throw new AssertionError("the database is not followed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
