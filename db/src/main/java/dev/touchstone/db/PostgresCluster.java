package dev.touchstone.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A data directory with the password of its one user.
 *
 * @param data PostgreSQL's data directory, initialised
 */
record PostgresCluster(PostgresBinaries binaries, Path data, String password) {

    static final String USER = "touchstone";

    private static final int PASSWORD_BYTES = 32;
    private static final Duration INITDB = Duration.ofMinutes(5);

    /** Opens {@code data} and {@code password} in that directory, creating what is not there yet. */
    static PostgresCluster in(Path directory, PostgresBinaries binaries) throws IOException {
        Path data = directory.resolve("data");
        Path password = directory.resolve("password");
        if (!Files.exists(data)) {
            // The password first: a crash in between leaves one that the next initdb takes.
            if (!Files.exists(password)) {
                PrivateFiles.write(password, newPassword());
            }
            initialise(data, password, binaries);
        }
        requireSameMajor(data);
        return new PostgresCluster(binaries, data.toRealPath(), passwordOf(password));
    }

    private static void initialise(Path data, Path password, PostgresBinaries binaries) throws IOException {
        Path partial = data.resolveSibling("data.partial");
        PrivateFiles.deleteTree(partial);
        Command.Outcome initdb = Command.run(
                binaries.command(
                        "initdb",
                        "-D",
                        partial.toString(),
                        "-U",
                        USER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "-E",
                        "UTF8",
                        "--no-locale"),
                INITDB);
        if (initdb.status() != 0) {
            throw new EmbeddedPostgresException("initdb could not create " + partial + ": " + initdb.output());
        }
        PrivateFiles.moveInto(data, partial);
    }

    private static void requireSameMajor(Path data) throws IOException {
        String major = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!major.equals(PostgresBinaries.major())) {
            throw new EmbeddedPostgresException("The data in " + data + " is of PostgreSQL " + major + ", this is "
                    + PostgresBinaries.major() + ": move it over with pg_dump, or with pg_upgrade.");
        }
    }

    private static String passwordOf(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new EmbeddedPostgresException(
                    "The database's password, " + file + ", is gone: restore it beside its data.");
        }
        Files.setPosixFilePermissions(file, PrivateFiles.FILE);
        return Files.readString(file).strip();
    }

    private static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random) + "\n";
    }

    /** A password is not for a log. */
    @Override
    public String toString() {
        return "PostgresCluster[" + data + "]";
    }
}
