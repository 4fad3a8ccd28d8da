package dev.touchstone.db;

import static dev.touchstone.db.Homes.ask;
import static dev.touchstone.db.Homes.connect;
import static dev.touchstone.db.Homes.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The embedded PostgreSQL")
class EmbeddedPostgresIT {

    @TempDir
    private Path home;

    @Test
    void keeps_data_and_password_over_an_orderly_restart() throws SQLException {
        String password;
        try (EmbeddedPostgres server = Homes.start(home);
                Connection connection = connect(server)) {
            password = server.password();
            execute(connection, "CREATE TABLE host (name text)");
            execute(connection, "INSERT INTO host VALUES ('ams-r12-07')");
        }
        try (EmbeddedPostgres server = Homes.start(home)) {
            assertThat(server.password()).isEqualTo(password);
            assertThat(ask(server, "SELECT name FROM host")).isEqualTo("ams-r12-07");
        }
    }

    @Test
    void leaves_no_process_and_no_lock_after_close() throws IOException {
        EmbeddedPostgres server = Homes.start(home);
        assertThat(Homes.processes(home)).isNotEmpty();
        server.close();
        server.close();
        assertThat(Homes.processes(home)).isEmpty();
        assertThat(PostmasterFile.at(Homes.data(home))).doesNotExist();
    }

    @Test
    void writes_through_to_the_disk_by_default() throws SQLException {
        try (EmbeddedPostgres server = Homes.start(home)) {
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "SHOW data_checksums")).isEqualTo("on");
            assertThat(ask(server, "SHOW timezone")).isEqualTo("UTC");
            assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void refuses_a_wrong_password_and_no_password() {
        try (EmbeddedPostgres server = Homes.start(home)) {
            for (String password : List.of("touchstone", "", server.password().substring(1))) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), password))
                        .matches(refused -> !"08001".equals(refused.getSQLState()), "reached the server");
            }
        }
    }

    @Test
    void stores_only_a_scram_verifier_and_trusts_nobody() throws SQLException {
        try (EmbeddedPostgres server = Homes.start(home)) {
            assertThat(ask(server, "SELECT rolpassword FROM pg_authid WHERE rolname = 'touchstone'"))
                    .startsWith("SCRAM-SHA-256$");
            assertThat(ask(server, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
        }
    }

    @Test
    void listens_on_127_0_0_1_alone_and_on_no_unix_socket() throws IOException, SQLException {
        try (EmbeddedPostgres server = Homes.start(home)) {
            int port = URI.create(server.jdbcUrl().substring("jdbc:".length())).getPort();
            assertThat(ask(server, "SHOW unix_socket_directories")).isEmpty();
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            List<InetAddress> others = Stream.concat(
                            Stream.of(InetAddress.ofLiteral("127.0.0.2")),
                            NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
                    .filter(Inet4Address.class::isInstance)
                    .filter(address -> !address.equals(InetAddress.ofLiteral("127.0.0.1")))
                    .toList();
            assertThat(others)
                    .isNotEmpty()
                    .allSatisfy(address ->
                            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> open(address, port)));
        }
    }

    @Test
    void tries_another_port_when_someone_takes_the_one_it_chose() throws IOException {
        PrivateFiles.directory(home);
        PostgresCluster cluster = PostgresCluster.in(home, PostgresBinaries.in(Homes.PROGRAMS));
        PostgresLog log = new PostgresLog(home.resolve("postgres.log"), PostgresLog.LIMIT);
        try (ServerSocket stranger = LoopbackPort.listen(0)) {
            int free = LoopbackPort.choose();
            Iterator<Integer> ports = List.of(stranger.getLocalPort(), free).iterator();
            PostgresServer server = PostgresServer.start(cluster, Map.of(), log, ports::next);
            assertThat(server.jdbcUrl()).contains(":" + free + "/");
            server.stop();
        }
    }

    private static void open(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 5_000);
        }
    }

    @Test
    void refuses_a_home_that_another_start_in_this_JVM_uses_and_leaves_it_running() throws SQLException {
        try (EmbeddedPostgres server = Homes.start(home)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatExceptionOfType(EmbeddedPostgresException.class)
                        .isThrownBy(() -> Homes.start(home))
                        .withMessage("The database in " + home + " is in use by another running server.");
            }
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void refuses_a_home_that_another_JVM_uses_even_after_a_refusal() throws IOException, SQLException {
        ServerJvm other = ServerJvm.start(home);
        try {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatExceptionOfType(EmbeddedPostgresException.class)
                        .isThrownBy(() -> Homes.start(home))
                        .withMessage("The database in " + home + " is in use by another running server.");
            }
            try (Connection connection = connect(other.url(), home)) {
                assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
            }
        } finally {
            other.kill();
        }
    }

    @Test
    void keeps_everything_from_other_users() throws IOException {
        try (EmbeddedPostgres server = Homes.start(home);
                Stream<Path> files = Files.walk(home)) {
            assertThat(server.user()).isEqualTo("touchstone");
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
        assertThat(Files.readString(home.resolve("password")).strip()).hasSize(64);
    }

    @Test
    void runs_for_root_as_nobody_in_particular_and_for_others_as_themselves() throws IOException {
        boolean root = !OperatingSystem.notAsRoot().isEmpty();
        try (EmbeddedPostgres _ = Homes.start(home)) {
            Path namespace = Path.of("/proc", "" + Homes.postmaster(home).pid(), "ns", "user");
            boolean ours =
                    Files.readSymbolicLink(namespace).equals(Files.readSymbolicLink(Path.of("/proc/self/ns/user")));
            assertThat(ours).isEqualTo(!root);
        }
        assertThat(root).isEqualTo(System.getProperty("user.name").equals("root"));
    }

    @Test
    void is_in_a_session_of_its_own_so_that_Ctrl_C_reaches_only_the_server() throws IOException {
        try (EmbeddedPostgres _ = Homes.start(home)) {
            ProcessHandle postmaster = Homes.postmaster(home);
            assertThat(session(postmaster.pid()))
                    .isEqualTo(session(postmaster.parent().orElseThrow().pid()))
                    .isNotEqualTo(session(ProcessHandle.current().pid()));
        }
    }

    /** Field 6 of proc_pid_stat(5); the name before it may hold blanks. */
    private static String session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5)[3];
    }

    @Test
    void refuses_data_of_another_major_version_without_touching_it() throws IOException {
        Homes.start(home).close();
        Path version = Homes.data(home).resolve("PG_VERSION");
        Files.writeString(version, "17\n");
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> Homes.start(home))
                .withMessageContaining("is of PostgreSQL 17, this is 18");
        assertThat(version).hasContent("17");
    }

    @Test
    void names_the_password_that_is_gone_or_wrong() throws IOException {
        Homes.start(home).close();
        Path password = home.resolve("password");
        Files.writeString(password, "another");
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> Homes.start(home))
                .withMessageContaining("does not accept the password");
        Files.delete(password);
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> Homes.start(home))
                .withMessageContaining("password")
                .withMessageContaining("is gone");
        assertThat(Homes.processes(home)).isEmpty();
    }

    @Test
    void starts_over_after_a_crash_within_initdb() throws IOException, SQLException {
        Path partial = Files.createDirectories(home.resolve("data.partial"));
        Files.writeString(partial.resolve("PG_VERSION"), "18\n");
        try (EmbeddedPostgres server = Homes.start(home)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
        assertThat(partial).doesNotExist();
    }
}
