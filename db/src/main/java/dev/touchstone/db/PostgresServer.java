package dev.touchstone.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps PostgreSQL running on one port until told to stop: one that dies is started again, where clients expect it. */
final class PostgresServer {

    static final String DATABASE = "touchstone";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /** Long, because a crashed PostgreSQL replays its log first; its death ends the wait at once. */
    private static final Duration READY = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(10);
    private static final int PORTS_TRIED = 5;
    private static final int RESTARTS_IN_A_ROW = 5;
    private static final Duration RAN_WELL = Duration.ofSeconds(60);
    private static final String INVALID_PASSWORD = "28P01";

    private final PostgresCluster cluster;
    private final Map<String, String> settings;
    private final PostgresLog log;
    private final int port;
    private volatile boolean stopping;
    private int restarts;
    private @Nullable PostgresProcess process;

    private PostgresServer(PostgresCluster cluster, Map<String, String> settings, PostgresLog log, int port) {
        this.cluster = cluster;
        this.settings = settings;
        this.log = log;
        this.port = port;
    }

    /** Starts PostgreSQL on a free port; a port someone else takes in between costs another try. */
    static PostgresServer start(PostgresCluster cluster, Map<String, String> settings, PostgresLog log)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            PostgresServer server = new PostgresServer(cluster, settings, log, freePort());
            try {
                server.launch();
                return server;
            } catch (EmbeddedPostgresException e) {
                if (attempt == PORTS_TRIED || isFree(server.port)) {
                    throw e;
                }
            }
        }
    }

    int port() {
        return port;
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
        if (stopping) {
            return;
        }
        restarts = System.nanoTime() - readySince > RAN_WELL.toNanos() ? 1 : restarts + 1;
        if (restarts > RESTARTS_IN_A_ROW) {
            LOG.error("PostgreSQL ended {} times in a row and stays down. Its last words:\n{}", restarts, log.tail());
            return;
        }
        LOG.error("PostgreSQL ended by itself; starting it again. Its last words:\n{}", log.tail());
        try {
            launch();
        } catch (EmbeddedPostgresException | IOException e) {
            LOG.error("PostgreSQL stays down until Touchstone is started again", e);
        }
    }

    private void awaitReady(PostgresProcess started) throws IOException {
        long deadline = System.nanoTime() + READY.toNanos();
        while (!isReady()) {
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

    /** Asks PostgreSQL itself only once its file says so: each refused connection would be a line in its log. */
    private boolean isReady() throws IOException {
        boolean announced = PostmasterFile.in(cluster.data())
                .filter(file -> file.ready() && file.port() == port)
                .isPresent();
        return announced && answers();
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            ensureDatabase(connection);
            return true;
        } catch (SQLException e) {
            if (INVALID_PASSWORD.equals(e.getSQLState())) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL does not accept the password beside its data in " + cluster.data() + ".", e);
            }
            LOG.debug("PostgreSQL does not answer yet", e);
            return false;
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresCluster.USER);
        properties.setProperty("password", cluster.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl("postgres"), properties);
    }

    private static void ensureDatabase(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }
}
