package dev.touchstone.db;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of PostgreSQL, under a shell that ends it when this JVM does. */
final class PostgresProcess {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresProcess.class);
    private static final Duration STOP = Duration.ofSeconds(60);

    /**
     * The JVM holds the other end of the shell's standard input and never writes. However the JVM ends, the kernel
     * closes the pipe, {@code read} returns and PostgreSQL gets SIGINT, its orderly fast shutdown. PostgreSQL itself
     * must not hold that pipe. Signals meant for a whole control group or terminal pass the two shells by.
     */
    private static final String WATCHDOG = """
            trap '' HUP INT TERM
            exec 3<&0
            "$@" </dev/null 3<&- & postgres=$!
            (read -r _ <&3; kill -INT $postgres) >/dev/null 2>&1 & watchdog=$!
            exec 3<&-
            wait $postgres; status=$?
            kill -KILL $watchdog 2>/dev/null
            exit $status
            """;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            // A socket would be a second way in, and has a lock file with the same trap as postmaster.pid.
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("fsync", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("lc_messages", "C"),
            Map.entry("log_min_messages", "warning"),
            // A refused statement may carry what a client sent: its error is enough.
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_line_prefix", "%m [%p] "),
            Map.entry("logging_collector", "off"));

    private final PostgresCluster cluster;
    private final Process shell;

    private PostgresProcess(PostgresCluster cluster, Process shell) {
        this.cluster = cluster;
        this.shell = shell;
    }

    /** Starts PostgreSQL on a port of 127.0.0.1. It is not ready yet when this returns. */
    static PostgresProcess start(PostgresCluster cluster, int port, Map<String, String> overrides, PostgresLog log)
            throws IOException {
        List<String> command = new ArrayList<>(OperatingSystem.ownSession());
        command.addAll(List.of("sh", "-c", WATCHDOG, "touchstone-postgres"));
        command.addAll(
                cluster.binaries().command("postgres", "-D", cluster.data().toString(), "-p", "" + port));
        Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        settings.putAll(overrides);
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        Process shell =
                Command.inPlainEnvironment(command).redirectErrorStream(true).start();
        log.follow(shell.getInputStream());
        return new PostgresProcess(cluster, shell);
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    CompletableFuture<?> onExit() {
        return shell.onExit();
    }

    /** Ends PostgreSQL in order, waiting for it; returns when no process of it is left. */
    void stop() throws IOException {
        releaseWatchdog();
        if (!Command.ended(shell.onExit(), STOP)) {
            LOG.warn("PostgreSQL took longer than {} s to stop; ending it at once", STOP.toSeconds());
            Leftovers.pgCtlStop(cluster, "immediate");
        }
        Leftovers.clear(cluster);
    }

    /** Closes our end of the pipe: what the kernel does when the JVM dies. */
    private void releaseWatchdog() throws IOException {
        shell.getOutputStream().close();
    }
}
