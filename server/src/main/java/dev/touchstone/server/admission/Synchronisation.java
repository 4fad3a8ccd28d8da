package dev.touchstone.server.admission;

import dev.touchstone.server.access.RememberedTokens;
import dev.touchstone.server.fleet.Fleet;
import dev.touchstone.server.ops.DatabaseClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Brings what is in memory to what the database shows in one snapshot. For one thread at a time. */
@Component
class Synchronisation {

    private static final Logger LOG = LoggerFactory.getLogger(Synchronisation.class);

    private final ChangeFeed feed;
    private final HostStandings standings;
    private final FleetState fleet;
    private final Fleet lists;
    private final Consumers consumers;
    private final RememberedTokens tokens;
    private final DatabaseClock clock;
    private Optional<ChangeFeed.Mark> mark = Optional.empty();

    Synchronisation(
            ChangeFeed feed,
            HostStandings standings,
            FleetState fleet,
            Fleet lists,
            Consumers consumers,
            RememberedTokens tokens,
            DatabaseClock clock) {
        this.feed = feed;
        this.standings = standings;
        this.fleet = fleet;
        this.lists = lists;
        this.consumers = consumers;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What fails half way is done again by the next: the mark moves when all is done. */
    void run(FollowerConnection database) throws SQLException {
        long asked = System.nanoTime();
        JdbcClient snapshot = database.snapshot();
        ChangeFeed.Look look = feed.look(snapshot, mark);
        clock.told(look.at(), asked);
        if (look.continues()) {
            catchUp(snapshot, feed.since(snapshot, mark.orElseThrow()));
        } else {
            readAll(snapshot);
        }
        database.release();
        mark = Optional.of(look.mark());
    }

    private void readAll(JdbcClient snapshot) {
        long started = System.nanoTime();
        HostIndex all = new HostIndex();
        standings.all(snapshot, all::add);
        fleet.replace(all);
        lists.readAll(snapshot);
        readConsumers(snapshot);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        LOG.info("Read {} hosts for admission in {} ms", all.all().size(), took.toMillis());
    }

    private void catchUp(JdbcClient snapshot, ChangeFeed.Changes changes) {
        if (!changes.hosts().isEmpty()) {
            fleet.update(changes.hosts(), standings.of(snapshot, changes.hosts()));
            lists.catchUp(snapshot, changes.hosts());
        }
        if (changes.consumers()) {
            readConsumers(snapshot);
        }
    }

    private void readConsumers(JdbcClient snapshot) {
        consumers.read(snapshot);
        tokens.read(snapshot);
    }
}
