package dev.touchstone.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A server of its own process for tests that kill it: starts, prints where, and stays until its input ends. */
final class RunEmbeddedPostgres {

    private RunEmbeddedPostgres() {}

    public static void main(String[] arguments) throws IOException {
        Path programs = Path.of(arguments[1]);
        EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]), programs, Map.of());
        System.out.println(server.jdbcUrl());
        while (System.in.read() >= 0) {
            // Whoever started us decides when we end.
        }
        server.close();
    }
}
