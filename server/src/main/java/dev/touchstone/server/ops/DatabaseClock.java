package dev.touchstone.server.ops;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The one time every replica agrees on: the database's.
 *
 * <p>Measured at start and every ten seconds, and carried forward by the monotonic clock in between, so that setting a
 * machine's clock changes no verdict. A failed measurement keeps the last one; without any there is no time to give.
 */
@Component
public final class DatabaseClock extends Clock {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    private final Supplier<Instant> database;
    private final LongSupplier nanoTime;
    private final ZoneId zone;
    private final AtomicReference<@Nullable Anchor> anchor;

    private record Anchor(Instant at, long nanos) {

        Instant when(long other) {
            return at.plusNanos(other - nanos);
        }
    }

    @Autowired
    DatabaseClock(JdbcClient jdbc) {
        this(() -> ask(jdbc), System::nanoTime);
        anchor.set(measure());
    }

    DatabaseClock(Supplier<Instant> database, LongSupplier nanoTime) {
        this(database, nanoTime, ZoneOffset.UTC, new AtomicReference<>());
    }

    private DatabaseClock(
            Supplier<Instant> database, LongSupplier nanoTime, ZoneId zone, AtomicReference<@Nullable Anchor> anchor) {
        this.database = database;
        this.nanoTime = nanoTime;
        this.zone = zone;
        this.anchor = anchor;
    }

    @Override
    public Instant instant() {
        Anchor last = anchor.get();
        if (last == null) {
            throw new IllegalStateException("The database's time was never measured");
        }
        return last.when(nanoTime.getAsLong());
    }

    /**
     * Hears the time from somebody who asked the database for more. What agrees with what we have changes nothing; else
     * a clock was set, or this machine stood still.
     *
     * @param at the database's time
     * @param asked {@link System#nanoTime} before the question was sent
     */
    public void told(Instant at, long asked) {
        long heard = nanoTime.getAsLong();
        Anchor last = anchor.get();
        if (last == null || at.isBefore(last.when(asked)) || at.isAfter(last.when(heard))) {
            anchor.set(new Anchor(at, asked + (heard - asked) / 2));
        }
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new DatabaseClock(database, nanoTime, other, anchor);
    }

    @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void remeasure() {
        try {
            anchor.set(measure());
        } catch (RuntimeException e) {
            LOG.warn("The database did not tell its time: {}", e.toString());
        }
    }

    /** The database answered somewhere between asking and hearing: half way is off by half the round trip at most. */
    private Anchor measure() {
        long asked = nanoTime.getAsLong();
        Instant at = database.get();
        return new Anchor(at, asked + (nanoTime.getAsLong() - asked) / 2);
    }

    private static Instant ask(JdbcClient jdbc) {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
