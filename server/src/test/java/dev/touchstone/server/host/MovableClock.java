package dev.touchstone.server.host;

import dev.touchstone.server.ops.DatabaseClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.context.annotation.Primary;

/** The database's time, from which a test may depart for a while. */
@Primary
public final class MovableClock extends Clock {

    private final DatabaseClock database;
    private volatile Duration ahead = Duration.ZERO;

    MovableClock(DatabaseClock database) {
        this.database = database;
    }

    /** Something a test does at another time. */
    @FunctionalInterface
    public interface Action<T> {
        T run() throws Exception;
    }

    /** Does something {@code later} than now. */
    public <T> T at(Duration later, Action<T> action) throws Exception {
        ahead = later;
        try {
            return action.run();
        } finally {
            ahead = Duration.ZERO;
        }
    }

    @Override
    public Instant instant() {
        return database.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return database.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nothing here asks for another zone");
    }
}
