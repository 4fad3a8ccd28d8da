package dev.touchstone.db;

import static dev.touchstone.db.Homes.ask;
import static dev.touchstone.db.Homes.await;
import static dev.touchstone.db.Homes.connect;
import static dev.touchstone.db.Homes.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The embedded PostgreSQL loses nothing committed and leaves nothing behind")
class LossIT {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One for all: whatever is done to it, the next test must find it in order. */
    @TempDir
    private static Path home;

    @Test
    void when_its_JVM_is_killed(TestReporter report) throws Exception {
        ServerJvm killed = ServerJvm.start(home);
        try (Connection committed = connect(killed.url(), home);
                Connection open = connect(killed.url(), home)) {
            execute(committed, "DROP TABLE IF EXISTS event; CREATE TABLE event (n int)");
            execute(committed, "INSERT INTO event SELECT generate_series(1, 1000)");
            open.setAutoCommit(false);
            execute(open, "INSERT INTO event VALUES (-1)");
            killed.kill();
            Duration gone =
                    await("PostgreSQL ended", SOON, () -> Homes.processes(home).isEmpty());
            report.publishEntry("ms from the JVM's death to the end of PostgreSQL", "" + gone.toMillis());
        }
        try (EmbeddedPostgres server = Homes.start(home)) {
            assertThat(ask(server, "SELECT count(*) || ' ' || min(n) FROM event"))
                    .isEqualTo("1000 1");
        }
    }

    @Test
    void when_its_JVM_is_killed_and_the_next_starts_at_once() throws Exception {
        ServerJvm killed = ServerJvm.start(home);
        try (Connection connection = connect(killed.url(), home)) {
            execute(
                    connection,
                    "DROP TABLE IF EXISTS event; CREATE TABLE event AS SELECT generate_series(1, 200000) AS n");
        }
        killed.kill();
        try (EmbeddedPostgres server = Homes.start(home)) {
            assertThat(ask(server, "SELECT count(*) FROM event")).isEqualTo("200000");
        }
    }

    @Test
    void when_its_JVM_exits_without_closing_it() throws Exception {
        ServerJvm terminated = ServerJvm.start(home);
        terminated.process().destroy();
        terminated.process().onExit().join();
        await("PostgreSQL ended", SOON, () -> Homes.processes(home).isEmpty());
    }

    @Test
    void when_all_of_PostgreSQL_is_killed_under_load_and_it_is_back_where_it_was(TestReporter report) throws Exception {
        try (EmbeddedPostgres server = Homes.start(home)) {
            try (Connection connection = connect(server)) {
                execute(connection, "DROP TABLE IF EXISTS event; CREATE TABLE event (n int)");
            }
            AtomicInteger acknowledged = new AtomicInteger();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(server, acknowledged));
            await("some commits", PATIENCE, () -> acknowledged.get() > 50);
            // The power loss that a test can make: nobody gets to write anything any more.
            Homes.postmaster(home).destroyForcibly();
            Homes.processes(home).forEach(ProcessHandle::destroyForcibly);
            writer.join();
            Duration back = await("PostgreSQL is back", PATIENCE, () -> answers(server));
            report.publishEntry("ms until PostgreSQL answered again", "" + back.toMillis());
            int kept = Integer.parseInt(ask(server, "SELECT max(n) FROM event"));
            // One commit may have reached the disk without its acknowledgement reaching us.
            assertThat(kept).isBetween(acknowledged.get(), acknowledged.get() + 1);
            assertThat(ask(server, "SELECT count(*) FROM event")).isEqualTo("" + kept);
        }
        assertThat(Homes.processes(home)).isEmpty();
    }

    @Test
    void when_the_shell_above_it_is_killed() throws Exception {
        try (EmbeddedPostgres server = Homes.start(home)) {
            ProcessHandle first = Homes.postmaster(home);
            first.parent().orElseThrow().destroyForcibly();
            await("the orphan was replaced", PATIENCE, () -> !first.isAlive() && answers(server));
        }
        assertThat(Homes.processes(home)).isEmpty();
    }

    @Test
    void when_one_of_its_backends_is_killed() throws Exception {
        try (EmbeddedPostgres server = Homes.start(home)) {
            try (Connection connection = connect(server)) {
                execute(connection, "DROP TABLE IF EXISTS event; CREATE TABLE event AS SELECT 1 AS n");
                long backend = Long.parseLong(ask(connection, "SELECT pg_backend_pid()"));
                ProcessHandle.of(backend).orElseThrow().destroyForcibly();
            }
            await("PostgreSQL recovered", PATIENCE, () -> answers(server));
            assertThat(ask(server, "SELECT n FROM event")).isEqualTo("1");
        }
    }

    /** Commits 1, 2, 3… each by itself until the connection breaks. */
    private static void write(EmbeddedPostgres server, AtomicInteger acknowledged) {
        try (Connection connection = connect(server);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO event VALUES (?)")) {
            for (int n = 1; n < 1_000_000; n++) {
                insert.setInt(1, n);
                insert.executeUpdate();
                acknowledged.set(n);
            }
        } catch (SQLException e) {
            // The point of the test: it was killed.
        }
    }

    private static boolean answers(EmbeddedPostgres server) {
        try {
            return "1".equals(ask(server, "SELECT 1"));
        } catch (SQLException e) {
            return false;
        }
    }
}
