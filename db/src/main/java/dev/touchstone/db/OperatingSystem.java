package dev.touchstone.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the launcher needs to know of the system it is on. */
final class OperatingSystem {

    private static final Duration PROBE = Duration.ofSeconds(10);

    private OperatingSystem() {}

    /**
     * What to put before a PostgreSQL program so that it agrees to run: nothing for an ordinary user, and for root a
     * user namespace in which the caller is nobody in particular.
     */
    static List<String> notAsRoot() throws IOException {
        if (!isRoot()) {
            return List.of();
        }
        Optional<Path> unshare = program("unshare");
        if (unshare.isEmpty()
                || Command.run(List.of(unshare.get().toString(), "-U", "true"), PROBE)
                                .status()
                        != 0) {
            throw new EmbeddedPostgresException("PostgreSQL refuses to run as root and `unshare -U`, which would make"
                    + " it run as nobody, is not allowed here: run Touchstone as another user.");
        }
        return List.of(unshare.get().toString(), "-U");
    }

    /** Puts a program into its own session, so that Ctrl-C in a terminal reaches the server alone. */
    static List<String> ownSession() {
        return program("setsid").map(Path::toString).stream().toList();
    }

    static Optional<Path> program(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Arrays.stream(path.split(":"))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The effective user, as PostgreSQL itself tests it. */
    private static boolean isRoot() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("Uid:"))
                    .map(line -> line.split("\\s+"))
                    .anyMatch(fields -> fields.length > 2 && fields[2].equals("0"));
        }
    }
}
