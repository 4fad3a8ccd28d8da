package dev.touchstone.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an earlier server left in a data directory: PostgreSQL processes without a master, or a {@code postmaster.pid}
 * without a process. PostgreSQL refuses to start while the recorded number belongs to any process at all, even a
 * stranger or a zombie; deleting the file while a real one still writes would ruin the data. So processes are looked up
 * by the directory they work in.
 */
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration STOP = Duration.ofSeconds(60);

    private Leftovers() {}

    /** Leaves the data directory without process and without {@code postmaster.pid}. The caller holds its lease. */
    static void clear(PostgresCluster cluster) throws IOException {
        Path data = cluster.data();
        Optional<PostmasterFile> file = PostmasterFile.in(data);
        if (file.isPresent() && isRunning(file.get(), data)) {
            stop(cluster, file.get());
        }
        for (ProcessHandle process : processesIn(data)) {
            LOG.warn("Ending process {} of an earlier PostgreSQL in {}", process.pid(), data);
            process.destroyForcibly();
            if (!Command.ended(process.onExit(), STOP)) {
                throw new EmbeddedPostgresException(
                        "Process " + process.pid() + " of an earlier PostgreSQL does not end, even killed.");
            }
        }
        if (Files.deleteIfExists(PostmasterFile.at(data))) {
            LOG.info("Removed the postmaster.pid an earlier PostgreSQL left in {}", data);
        }
    }

    private static boolean isRunning(PostmasterFile file, Path data) {
        return processesIn(data).stream().anyMatch(process -> process.pid() == Math.abs(file.pid()));
    }

    private static void stop(PostgresCluster cluster, PostmasterFile file) throws IOException {
        if (file.pid() < 0) {
            throw new EmbeddedPostgresException("Process " + -file.pid() + " runs PostgreSQL in single-user mode on "
                    + cluster.data() + ": end it first.");
        }
        LOG.warn("Stopping PostgreSQL process {}, which outlived its server, in {}", file.pid(), cluster.data());
        Command.Outcome stop = pgCtlStop(cluster, "fast");
        if (stop.status() != 0) {
            LOG.warn("It did not stop: {}", stop.output());
        }
    }

    /** Stops the master of a data directory and waits for it. */
    static Command.Outcome pgCtlStop(PostgresCluster cluster, String mode) throws IOException {
        return Command.run(
                cluster.binaries()
                        .command(
                                "pg_ctl",
                                "stop",
                                "-D",
                                cluster.data().toString(),
                                "-m",
                                mode,
                                "-w",
                                "-t",
                                Long.toString(STOP.toSeconds())),
                STOP.plusSeconds(10));
    }

    /** PostgreSQL's processes all work in their data directory; a shell someone left there is not one of them. */
    static List<ProcessHandle> processesIn(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> worksIn(process.pid(), data))
                .toList();
    }

    private static boolean worksIn(long pid, Path data) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(data)
                    && Files.readString(process.resolve("comm")).strip().equals("postgres");
        } catch (IOException e) {
            // Gone meanwhile, a zombie, or another user's: none of them can have our directory open.
            return false;
        }
    }
}
