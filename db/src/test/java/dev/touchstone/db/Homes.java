package dev.touchstone.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** What the tests of the launcher share: homes, what is in them, and waiting for something to become true. */
final class Homes {

    /** Unpacked once for all tests; each home has its own data. */
    static final Path PROGRAMS = Path.of("target", "test-postgres").toAbsolutePath();

    private Homes() {}

    static EmbeddedPostgres start(Path home) {
        return EmbeddedPostgres.start(home, PROGRAMS, Map.of());
    }

    static Path data(Path home) throws IOException {
        return home.toRealPath().resolve("data");
    }

    static List<ProcessHandle> processes(Path home) throws IOException {
        return Leftovers.processesIn(data(home));
    }

    static ProcessHandle postmaster(Path home) throws IOException {
        long pid = PostmasterFile.in(data(home)).orElseThrow().pid();
        return ProcessHandle.of(pid).orElseThrow();
    }

    static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    static Connection connect(String url, Path home) throws SQLException, IOException {
        String password = Files.readString(home.resolve("password")).strip();
        return DriverManager.getConnection(url, PostgresCluster.USER, password);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server)) {
            return ask(connection, sql);
        }
    }

    /** Waits until the condition holds and says how long it took; fails at the deadline. */
    static Duration await(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        Instant began = Instant.now();
        while (!condition.call()) {
            if (Instant.now().isAfter(began.plus(atMost))) {
                throw new AssertionError("not within " + atMost + ": " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
        return Duration.between(began, Instant.now());
    }
}
