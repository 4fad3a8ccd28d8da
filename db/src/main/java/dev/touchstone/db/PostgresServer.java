package dev.touchstone.db;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps PostgreSQL running on one port until told to stop: one that dies is started again, where clients expect it. */
final class PostgresServer {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /** Long, because a crashed PostgreSQL replays its log first; its death ends the wait at once. */
    private static final Duration READY = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(10);
    private static final int PORTS_TRIED = 5;
    private static final int RESTARTS_IN_A_ROW = 5;
    private static final Duration RAN_WELL = Duration.ofSeconds(60);

    private final PostgresCluster cluster;
    private final Map<String, String> settings;
    private final PostgresLog log;
    private final int port;
    private final Readiness readiness;
    private volatile boolean stopping;
    private int restarts;
    private @Nullable PostgresProcess process;

    private PostgresServer(PostgresCluster cluster, Map<String, String> settings, PostgresLog log, int port) {
        this.cluster = cluster;
        this.settings = settings;
        this.log = log;
        this.port = port;
        this.readiness = new Readiness(cluster, port);
    }

    /** Starts PostgreSQL on a free port; a port someone else takes in between costs another try. */
    static PostgresServer start(PostgresCluster cluster, Map<String, String> settings, PostgresLog log)
            throws IOException {
        return start(cluster, settings, log, LoopbackPort::choose);
    }

    static PostgresServer start(
            PostgresCluster cluster, Map<String, String> settings, PostgresLog log, LoopbackPort.Choice choice)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            PostgresServer server = new PostgresServer(cluster, settings, log, choice.next());
            try {
                server.launch();
                return server;
            } catch (EmbeddedPostgresException e) {
                if (attempt == PORTS_TRIED || LoopbackPort.isFree(server.port)) {
                    throw e;
                }
            }
        }
    }

    String jdbcUrl() {
        return readiness.jdbcUrl(Readiness.DATABASE);
    }

    String password() {
        return cluster.password();
    }

    void stop() throws IOException {
        stopping = true;
        synchronized (this) {
            if (process != null) {
                process.stop();
                process = null;
            }
        }
    }

    private synchronized void launch() throws IOException {
        Leftovers.clear(cluster);
        long began = System.nanoTime();
        PostgresProcess started = PostgresProcess.start(cluster, port, settings, log);
        process = started;
        try {
            awaitReady(started);
        } catch (EmbeddedPostgresException | IOException e) {
            started.stop();
            throw e;
        }
        long ready = System.nanoTime();
        LOG.info(
                "PostgreSQL {} ready on 127.0.0.1:{} after {} ms",
                PostgresBinaries.VERSION,
                port,
                millis(began, ready));
        var _ = started.onExit().thenRunAsync(() -> revive(ready));
    }

    private synchronized void revive(long readySince) {
        if (System.nanoTime() - readySince > RAN_WELL.toNanos()) {
            restarts = 0;
        }
        while (!stopping && ++restarts <= RESTARTS_IN_A_ROW) {
            LOG.error(
                    "PostgreSQL is down; start {} of {}. Its last words:\n{}", restarts, RESTARTS_IN_A_ROW, log.tail());
            try {
                launch();
                return;
            } catch (EmbeddedPostgresException | IOException e) {
                LOG.error("PostgreSQL did not start again", e);
                pause(Duration.ofSeconds(1L << restarts));
            }
        }
        if (!stopping) {
            LOG.error("PostgreSQL stays down until Touchstone is started again");
        }
    }

    /** Lets a full disk or a taken port pass by, unless we are told to stop meanwhile. */
    private void pause(Duration length) {
        long until = System.nanoTime() + length.toNanos();
        while (!stopping && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void awaitReady(PostgresProcess started) throws IOException {
        long deadline = System.nanoTime() + READY.toNanos();
        while (!readiness.isReached()) {
            if (!started.isAlive()) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL ended before it was ready. Its last words:\n" + log.tail());
            }
            if (stopping || Thread.currentThread().isInterrupted() || System.nanoTime() - deadline > 0) {
                throw new EmbeddedPostgresException("Gave up waiting for PostgreSQL. Its last words:\n" + log.tail());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }
}
