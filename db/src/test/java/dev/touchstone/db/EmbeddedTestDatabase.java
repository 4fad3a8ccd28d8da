package dev.touchstone.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The embedded PostgreSQL, without the durability a test does not need. */
final class EmbeddedTestDatabase extends TestDatabase {

    /** Faster, and lost with the machine: for tests alone. */
    private static final Map<String, String> NOT_DURABLE =
            Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "off");

    private final EmbeddedPostgres server;

    private EmbeddedTestDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts one with a data directory that goes with this JVM; the unpacked programs stay for the next. */
    static EmbeddedTestDatabase start(Path programs) {
        Path home = programs.resolve("jvm-" + ProcessHandle.current().pid());
        EmbeddedPostgres server = EmbeddedPostgres.start(home, programs, NOT_DURABLE);
        atExit(() -> end(server, home));
        return new EmbeddedTestDatabase(server);
    }

    private static void end(EmbeddedPostgres server, Path home) {
        server.close();
        try {
            PrivateFiles.deleteTree(home);
        } catch (IOException e) {
            throw new IllegalStateException(home + " is left behind", e);
        }
    }

    @Override
    Database database(String name) {
        String url = server.jdbcUrl();
        return new Database(url.substring(0, url.lastIndexOf('/') + 1) + name, server.user(), server.password());
    }
}
