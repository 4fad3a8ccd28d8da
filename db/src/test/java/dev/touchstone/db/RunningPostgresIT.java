package dev.touchstone.db;

import static dev.touchstone.db.Homes.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The embedded PostgreSQL, running,")
class RunningPostgresIT {

    @TempDir
    private static Path home;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() {
        server = Homes.start(home);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void writes_through_to_the_disk_by_default() throws SQLException {
        assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(server, "SHOW data_checksums")).isEqualTo("on");
        assertThat(ask(server, "SHOW timezone")).isEqualTo("UTC");
        assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
    }

    @Test
    void refuses_a_wrong_password_and_no_password() {
        for (String password : List.of("touchstone", "", server.password().substring(1))) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), password))
                    .matches(refused -> !"08001".equals(refused.getSQLState()), "reached the server");
        }
    }

    @Test
    void stores_only_a_scram_verifier_and_trusts_nobody() throws SQLException {
        assertThat(ask(server, "SELECT rolpassword FROM pg_authid WHERE rolname = 'touchstone'"))
                .startsWith("SCRAM-SHA-256$");
        assertThat(ask(server, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
                .isEqualTo("scram-sha-256");
    }

    @Test
    void listens_on_127_0_0_1_alone_and_on_no_unix_socket() throws IOException, SQLException {
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

    private static void open(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 5_000);
        }
    }

    @Test
    void refuses_a_home_that_another_start_in_this_JVM_uses_and_leaves_it_running() throws SQLException {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> Homes.start(home))
                    .withMessage("The database in " + home + " is in use by another running server.");
        }
        assertThat(ask(server, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void runs_for_root_as_nobody_in_particular_and_for_others_as_themselves() throws IOException {
        boolean root = !OperatingSystem.notAsRoot().isEmpty();
        Path namespace = Path.of("/proc", "" + Homes.postmaster(home).pid(), "ns", "user");
        boolean ours = Files.readSymbolicLink(namespace).equals(Files.readSymbolicLink(Path.of("/proc/self/ns/user")));
        assertThat(ours).isEqualTo(!root);
        assertThat(root).isEqualTo(System.getProperty("user.name").equals("root"));
    }

    @Test
    void is_in_a_session_of_its_own_so_that_Ctrl_C_reaches_only_the_server() throws IOException {
        ProcessHandle postmaster = Homes.postmaster(home);
        assertThat(session(postmaster.pid()))
                .isEqualTo(session(postmaster.parent().orElseThrow().pid()))
                .isNotEqualTo(session(ProcessHandle.current().pid()));
    }

    /** Field 6 of proc_pid_stat(5); the name before it may hold blanks. */
    private static String session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5)[3];
    }
}
