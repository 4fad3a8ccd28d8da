package dev.touchstone.db;

import static dev.touchstone.db.Homes.ask;
import static dev.touchstone.db.Homes.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The embedded PostgreSQL starts although an earlier one left")
class LeftoversIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One for all: each test leaves a cluster that starts. */
    @TempDir
    private static Path home;

    @BeforeAll
    static void createCluster() {
        Homes.start(home).close();
    }

    @Test
    void itself_running_without_a_server() throws Exception {
        Process orphan = orphan();
        startsAndAnswers();
        assertThat(orphan.waitFor()).as("stopped in order").isZero();
    }

    @Test
    void a_frozen_backend_of_a_killed_master() throws Exception {
        Process master = orphan();
        ProcessHandle child = master.toHandle().children().findFirst().orElseThrow();
        new ProcessBuilder("kill", "-STOP", "" + child.pid())
                .inheritIO()
                .start()
                .waitFor();
        master.destroyForcibly().waitFor();
        assertThat(Homes.processes(home)).isNotEmpty();
        startsAndAnswers();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void its_file_naming_a_process_that_is_gone() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        writeFile(gone.pid());
        startsAndAnswers();
    }

    @Test
    void its_file_naming_a_process_of_someone_else() throws IOException {
        writeFile(ProcessHandle.current().pid());
        startsAndAnswers();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void its_file_naming_a_zombie() throws Exception {
        // `exec` makes a parent that never waits for the child it inherited; the child ends once that has happened.
        Process parent = new ProcessBuilder("sh", "-c", "exec 3<&0; cat <&3 & echo $!; exec sleep 600").start();
        try {
            long zombie = Long.parseLong(parent.inputReader().readLine());
            Path name = Path.of("/proc", "" + parent.pid(), "comm");
            await("a careless parent", PATIENCE, () -> Files.readString(name).equals("sleep\n"));
            parent.getOutputStream().close();
            Path status = Path.of("/proc", "" + zombie, "status");
            await("a zombie", PATIENCE, () -> Files.readString(status).contains("State:\tZ"));
            writeFile(zombie);
            startsAndAnswers();
        } finally {
            parent.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "not a number\n", "99999999999999999999\n", "1\n/elsewhere\n1\nport\n"})
    void its_file_with_nonsense_in_it(String content) throws IOException {
        Files.writeString(PostmasterFile.at(Homes.data(home)), content);
        startsAndAnswers();
    }

    @Test
    void but_not_while_someone_repairs_the_data_in_single_user_mode() throws Exception {
        List<String> command = binaries()
                .command("postgres", "--single", "-D", Homes.data(home).toString(), "postgres");
        Process single =
                Command.inPlainEnvironment(command).redirectErrorStream(true).start();
        try {
            await(
                    "single-user mode",
                    PATIENCE,
                    () -> PostmasterFile.in(Homes.data(home)).isPresent()
                            && !Homes.processes(home).isEmpty());
            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> Homes.start(home))
                    .withMessageContaining("single-user mode");
            assertThat(single.isAlive()).isTrue();
        } finally {
            single.getOutputStream().close();
            single.waitFor();
        }
        startsAndAnswers();
    }

    private void startsAndAnswers() {
        try (EmbeddedPostgres server = Homes.start(home)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** PostgreSQL on our data with nobody who would stop it. */
    private Process orphan() throws Exception {
        List<String> command = new ArrayList<>(
                binaries().command("postgres", "-D", Homes.data(home).toString()));
        command.addAll(List.of("-p", "" + LoopbackPort.choose()));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        Process orphan = Command.inPlainEnvironment(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await(
                "an orphan",
                PATIENCE,
                () -> PostmasterFile.in(Homes.data(home))
                        .filter(PostmasterFile::ready)
                        .isPresent());
        return orphan;
    }

    private PostgresBinaries binaries() throws IOException {
        return PostgresBinaries.in(Homes.PROGRAMS);
    }

    private void writeFile(long pid) throws IOException {
        String content =
                pid + "\n" + Homes.data(home) + "\n1700000000\n5432\n\n127.0.0.1\n  5432001         0\nready   \n";
        Files.writeString(PostmasterFile.at(Homes.data(home)), content);
    }
}
