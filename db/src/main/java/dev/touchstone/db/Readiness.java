package dev.touchstone.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Whether a PostgreSQL that was started does what it was started for: take our password and serve our database. */
record Readiness(PostgresCluster cluster, int port) {

    static final String DATABASE = "touchstone";

    /** SQLSTATE, PostgreSQL's appendix A. */
    private static final String INVALID_PASSWORD = "28P01";

    private static final String CANNOT_CONNECT_NOW = "57P03";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String SECONDS = "30";

    /** Asks PostgreSQL itself only once its file says so: each refused connection would be a line in its log. */
    boolean isReached() throws IOException {
        boolean announced = PostmasterFile.in(cluster.data())
                .filter(file -> file.ready() && file.port() == port)
                .isPresent();
        return announced && answers();
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            ensureDatabase(connection);
            return true;
        } catch (SQLException e) {
            return switch (String.valueOf(e.getSQLState())) {
                case CANNOT_CONNECT_NOW, TOO_MANY_CONNECTIONS -> false;
                case INVALID_PASSWORD ->
                    throw new EmbeddedPostgresException(
                            "PostgreSQL does not accept the password beside its data in " + cluster.data() + ".", e);
                default -> throw new EmbeddedPostgresException("PostgreSQL runs, but: " + e.getMessage(), e);
            };
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresCluster.USER);
        properties.setProperty("password", cluster.password());
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        return DriverManager.getConnection(jdbcUrl("postgres"), properties);
    }

    private static void ensureDatabase(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }
}
