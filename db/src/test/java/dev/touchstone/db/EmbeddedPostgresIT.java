package dev.touchstone.db;

import static dev.touchstone.db.Homes.ask;
import static dev.touchstone.db.Homes.connect;
import static dev.touchstone.db.Homes.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
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
        Homes.start(home).close();
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
        assertThat(Files.readString(home.resolve("password")).strip()).hasSize(64);
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
