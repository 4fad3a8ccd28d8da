package dev.touchstone.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Selected by {@code -Dtouchstone.integration}: needs a Docker engine that holds our image, and fails without. */
@Tag("container")
@DisplayName("The database given to tests where a Docker engine has our image")
class DatabaseContainerIT {

    @Test
    void runs_in_a_container_the_same_PostgreSQL_as_the_embedded_one() throws SQLException {
        assertThat(TestDatabase.shared()).isInstanceOf(ContainerTestDatabase.class);
        try (Connection connection = TestDatabase.shared().fresh().connect()) {
            assertThat(connection.getMetaData().getDatabaseProductVersion() + ".0")
                    .isEqualTo(PostgresBinaries.VERSION);
            assertThat(Homes.ask(connection, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(Homes.ask(connection, "SELECT datcollate FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo("C");
        }
    }
}
