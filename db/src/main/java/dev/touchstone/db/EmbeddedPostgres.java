package dev.touchstone.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A PostgreSQL of the server's own, for those who bring none: data, programs, password and log under
 * {@code HOME/postgres}, listening on 127.0.0.1 alone, gone within a second of this JVM and with nothing committed
 * lost, however the JVM, PostgreSQL or the machine ends. Why it is built this way is in
 * {@code docs/adr/0002-embedded-postgresql.md}.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private final FileLease lease;
    private final PostgresServer server;

    private EmbeddedPostgres(FileLease lease, PostgresServer server) {
        this.lease = lease;
        this.server = server;
    }

    /**
     * Starts PostgreSQL with its data under {@code home}, which this JVM holds alone until {@link #close}. Returns when
     * it answers.
     *
     * @throws EmbeddedPostgresException saying what stands in the way
     */
    public static EmbeddedPostgres start(Path home) {
        Path directory = home.resolve("postgres");
        return start(directory, directory, Map.of());
    }

    /**
     * For tests.
     *
     * @param programs where to unpack the programs, so that several homes can share them
     * @param settings laid over those of {@link PostgresProcess}
     */
    static EmbeddedPostgres start(Path directory, Path programs, Map<String, String> settings) {
        try {
            PrivateFiles.directory(directory);
            PrivateFiles.directory(programs);
            FileLease lease = FileLease.tryTake(directory, "lock")
                    .orElseThrow(() -> new EmbeddedPostgresException(
                            "The database in " + directory + " is in use by another running server."));
            return start(lease, directory, programs, settings);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("PostgreSQL cannot be started in " + directory + ": " + e, e);
        }
    }

    private static EmbeddedPostgres start(FileLease lease, Path directory, Path programs, Map<String, String> settings)
            throws IOException {
        try {
            PostgresCluster cluster = PostgresCluster.in(directory, PostgresBinaries.in(programs));
            PostgresLog log = new PostgresLog(directory.resolve("postgres.log"), PostgresLog.LIMIT);
            return new EmbeddedPostgres(lease, PostgresServer.start(cluster, settings, log));
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** Where the database {@code touchstone} is; the same until {@link #close}. */
    public String jdbcUrl() {
        return server.jdbcUrl();
    }

    /** The one role there is. */
    public String user() {
        return PostgresCluster.USER;
    }

    /** Its password, as in {@code HOME/postgres/password}. */
    public String password() {
        return server.password();
    }

    /** Stops PostgreSQL in order and gives up the home. Closing twice does nothing more. */
    @Override
    public void close() {
        try (lease) {
            server.stop();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("PostgreSQL could not be stopped in order: " + e, e);
        }
    }
}
