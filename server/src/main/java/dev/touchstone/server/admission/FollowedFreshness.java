package dev.touchstone.server.admission;

import dev.touchstone.server.fleet.Freshness;
import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the follower to look now, and waits for what it sees. */
@Component
class FollowedFreshness implements Freshness {

    private static final Duration MOST = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Pulse pulse;

    FollowedFreshness(JdbcClient jdbc, Pulse pulse) {
        this.jdbc = jdbc;
        this.pulse = pulse;
    }

    @Override
    public void await() {
        long asked = System.nanoTime();
        try {
            jdbc.sql("select pg_notify('touchstone_admission', '')").query(_ -> {});
            pulse.await(asked, MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException _) {
            // Whoever asks is told what was known last, or that the database is gone when it asks that.
        }
    }
}
