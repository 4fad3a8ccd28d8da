package dev.touchstone.server.admission;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A connection of its own, so that no load on the pool makes the state old: each transaction reads one snapshot, and
 * between them it listens.
 */
final class FollowerConnection implements AutoCloseable {

    /** The database that does not answer for so long is gone: TCP alone would wait for minutes. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** One look for all hints that come at once. */
    private static final Duration GATHER = Duration.ofMillis(10);

    private final Connection connection;
    private final JdbcClient client;
    private final boolean listens;

    private FollowerConnection(Connection connection, boolean listens) {
        this.connection = connection;
        this.client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.listens = listens;
    }

    static FollowerConnection open(JdbcConnectionDetails database, boolean listen) throws SQLException {
        Connection connection = DriverManager.getConnection(database.getJdbcUrl(), properties(database));
        try {
            prepare(connection, listen);
            return new FollowerConnection(connection, listen);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Properties properties(JdbcConnectionDetails database) {
        Properties properties = new Properties();
        properties.setProperty("user", database.getUsername());
        properties.setProperty("password", database.getPassword());
        properties.setProperty("ApplicationName", "touchstone-admission");
        properties.setProperty("socketTimeout", Long.toString(SILENCE.toSeconds()));
        properties.setProperty("connectTimeout", Long.toString(SILENCE.toSeconds()));
        return properties;
    }

    private static void prepare(Connection connection, boolean listen) throws SQLException {
        if (listen) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("listen touchstone_admission");
            }
        }
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
    }

    /** Asks in the transaction that is open, or begins one. */
    JdbcClient snapshot() {
        return client;
    }

    /** Ends the transaction; the next sees what is new. */
    void release() throws SQLException {
        connection.commit();
    }

    /** Waits for a hint, and no longer than {@code most}. */
    void awaitHint(Duration most) throws SQLException {
        if (!listens) {
            LockSupport.parkNanos(most.toNanos());
            return;
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        if (postgres.getNotifications((int) Math.max(1, most.toMillis())).length > 0) {
            LockSupport.parkNanos(GATHER.toNanos());
            postgres.getNotifications();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
