package dev.touchstone.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A short program run to its end, with its output kept for the error message. */
final class Command {

    /** @param output standard output and error together */
    record Outcome(int status, String output) {}

    private Command() {}

    /** Runs a program; one that has not ended by then is killed and reported. */
    static Outcome run(List<String> command, Duration atMost) throws IOException {
        Path output = Files.createTempFile("touchstone-postgres", ".out");
        try {
            Process process = inPlainEnvironment(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!ended(process.onExit(), atMost)) {
                process.destroyForcibly();
                throw new EmbeddedPostgresException(
                        "Killed " + String.join(" ", command) + ": not done after " + atMost.toSeconds() + " s.");
            }
            return new Outcome(process.exitValue(), Files.readString(output).strip());
        } finally {
            Files.delete(output);
        }
    }

    /** PostgreSQL reads {@code PGDATA}, {@code PGOPTIONS}, {@code PGTZ} and the locale: none of ours may reach it. */
    static ProcessBuilder inPlainEnvironment(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder;
    }

    /** Whether a process ends in time. Interrupts do not cut the wait: half a shutdown is worse than a late one. */
    static boolean ended(CompletableFuture<?> exit, Duration atMost) {
        try {
            exit.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }
}
