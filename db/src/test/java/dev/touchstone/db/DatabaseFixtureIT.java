package dev.touchstone.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The database given to tests")
class DatabaseFixtureIT {

    @Test
    void is_the_same_server_for_the_whole_JVM() {
        assertThat(TestDatabase.shared()).isSameAs(TestDatabase.shared());
    }

    @Test
    void gives_each_test_a_database_that_nothing_was_written_to() throws SQLException {
        TestDatabase.Database first = TestDatabase.shared().fresh();
        TestDatabase.Database second = TestDatabase.shared().fresh();
        try (Connection written = first.connect();
                Connection untouched = second.connect();
                Statement write = written.createStatement();
                Statement read = untouched.createStatement()) {
            write.execute("CREATE TABLE host (id int)");
            ResultSet tables =
                    read.executeQuery("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'");
            assertThat(tables.next()).isTrue();
            assertThat(tables.getInt(1)).isZero();
        }
    }

    @Test
    void is_PostgreSQL_18() throws SQLException {
        try (Connection connection = TestDatabase.shared().fresh().connect()) {
            assertThat(connection.getMetaData().getDatabaseProductVersion()).startsWith("18.");
        }
    }
}
