package dev.touchstone.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A PostgreSQL for tests: one server a JVM, started when first asked for, and as many empty databases on it as there
 * are tests. Testcontainers where an engine answers and has the image that {@code deploy/postgres-image/build} makes,
 * embedded otherwise; both are the same build of PostgreSQL.
 */
public abstract sealed class TestDatabase permits EmbeddedTestDatabase, ContainerTestDatabase {

    private static final AtomicInteger CREATED = new AtomicInteger();

    private static volatile Consumer<Runnable> atExit =
            end -> Runtime.getRuntime().addShutdownHook(new Thread(end, "test-database"));

    /**
     * Says who ends the server, before it is first asked for: otherwise the JVM, in no order with those who use it.
     *
     * @param ends takes what ends it
     */
    public static void endWith(Consumer<Runnable> ends) {
        atExit = ends;
    }

    /** Has the server ended with the JVM. */
    static void atExit(Runnable end) {
        atExit.accept(end);
    }

    /** An empty database and the superuser that owns it. */
    public record Database(String url, String user, String password) {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }
    }

    TestDatabase() {}

    /** The server of this JVM. */
    public static TestDatabase shared() {
        return Shared.SERVER;
    }

    /** A new empty database, nobody else's. */
    public final Database fresh() {
        String name = "test_" + CREATED.incrementAndGet();
        try (Connection connection = database("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database " + name + " on " + this, e);
        }
        return database(name);
    }

    abstract Database database(String name);

    /**
     * Testcontainers' own helper image (Ryuk) is no part of ours, and looking for it offline takes two minutes, so a
     * build that wants containers says {@code TESTCONTAINERS_RYUK_DISABLED=true}.
     */
    private static boolean canUseContainer() {
        return Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))
                && DockerEngine.hasImage(ContainerTestDatabase.IMAGE);
    }

    private static final class Shared {

        static final TestDatabase SERVER = canUseContainer()
                ? ContainerTestDatabase.start()
                : EmbeddedTestDatabase.start(Path.of("target", "test-postgres").toAbsolutePath());
    }
}
