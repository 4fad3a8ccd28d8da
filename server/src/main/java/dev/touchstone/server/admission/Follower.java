package dev.touchstone.server.admission;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Follows the database while this process runs. Each look that succeeds renews the lease; while none does, nothing is
 * allowed.
 */
@Component
class Follower implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcConnectionDetails database;
    private final AdmissionProperties settings;
    private final Synchronisation synchronisation;
    private final Lease lease;
    private final Pulse pulse;
    private @Nullable FollowerConnection connection;
    private boolean lost;
    private volatile @Nullable Thread thread;

    Follower(
            JdbcConnectionDetails database,
            AdmissionProperties settings,
            Synchronisation synchronisation,
            Lease lease,
            Pulse pulse) {
        this.database = database;
        this.settings = settings;
        this.synchronisation = synchronisation;
        this.lease = lease;
        this.pulse = pulse;
    }

    /** Before the port opens, so that nobody is told less than could be known. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    @Override
    public void start() {
        look();
        Thread follower =
                Thread.ofPlatform().name("admission-follower").daemon().unstarted(this::follow);
        thread = follower;
        follower.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            try {
                running.join(PATIENCE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void follow() {
        while (Thread.currentThread() == thread) {
            await();
            look();
        }
        disconnect();
    }

    private void look() {
        try {
            long asked = System.nanoTime();
            synchronisation.run(connected());
            lease.renew(asked);
            pulse.beat(asked);
            regained();
        } catch (SQLException | RuntimeException e) {
            lost(e);
        }
    }

    private void await() {
        try {
            if (connection != null) {
                connection.awaitHint(settings.poll());
            } else {
                LockSupport.parkNanos(settings.poll().toNanos());
            }
        } catch (SQLException e) {
            lost(e);
        }
    }

    private FollowerConnection connected() throws SQLException {
        FollowerConnection open = connection;
        if (open == null) {
            open = FollowerConnection.open(database, settings.listen());
            connection = open;
        }
        return open;
    }

    private void lost(Exception e) {
        disconnect();
        if (!lost) {
            LOG.warn("The database cannot be followed, so nobody is allowed in until it can: {}", e.toString());
        }
        lost = true;
    }

    private void regained() {
        if (lost) {
            LOG.info("The database is followed again");
        }
        lost = false;
    }

    private void disconnect() {
        Optional.ofNullable(connection).ifPresent(Follower::closeQuietly);
        connection = null;
    }

    private static void closeQuietly(FollowerConnection open) {
        try {
            open.close();
        } catch (SQLException e) {
            LOG.debug("The connection was gone already", e);
        }
    }
}
