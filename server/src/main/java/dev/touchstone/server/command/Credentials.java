package dev.touchstone.server.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * As whom a command asks: a person where one is named, and a token otherwise. Neither secret is ever an argument, which
 * anyone on the machine could read.
 *
 * @param user the person
 * @param tokenFile where the token is
 */
record Credentials(@Nullable String user, @Nullable Path tokenFile) {

    /** The {@code Authorization} header. */
    String header() throws IOException {
        return user == null ? "Bearer " + token() : "Basic " + basic(user);
    }

    private static String basic(String user) throws IOException {
        return Base64.getEncoder().encodeToString((user + ":" + password(user)).getBytes(StandardCharsets.UTF_8));
    }

    private static String password(String user) throws IOException {
        String given = System.getenv("TOUCHSTONE_PASSWORD");
        if (given != null) {
            return given;
        }
        char[] typed = Terminal.find()
                .map(console -> console.readPassword("Password of %s: ", user))
                .orElseThrow(() ->
                        new IOException("there is no terminal to ask for the password on: set TOUCHSTONE_PASSWORD"));
        return new String(typed);
    }

    private String token() throws IOException {
        String given = System.getenv("TOUCHSTONE_TOKEN");
        if (tokenFile == null && given != null) {
            return given.strip();
        }
        Path file = tokenFile == null ? home().resolve("initial-admin-token") : tokenFile;
        return Files.readString(file).strip();
    }

    private static Path home() {
        String home = System.getenv("TOUCHSTONE_HOME");
        return home == null ? Path.of(System.getProperty("user.home"), ".touchstone") : Path.of(home);
    }
}
