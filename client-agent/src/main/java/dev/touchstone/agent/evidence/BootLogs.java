package dev.touchstone.agent.evidence;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The logs of a boot as they are, without a quote.
 *
 * @param firmware the firmware's event log
 * @param userspace systemd's log, where there is one
 */
public record BootLogs(Bytes firmware, Optional<Bytes> userspace) {

    /** A path that stands for standard input. */
    public static final Path STDIN = Path.of("-");

    /** This host's logs. systemd's is read under the lock its writers take, so that its last record is whole. */
    public static BootLogs ofHost(LogPaths logs) throws EvidenceException, InterruptedException {
        Bytes firmware = LogFile.read("firmware log", logs.firmware());
        if (!Files.exists(logs.userspace())) {
            return new BootLogs(firmware, Optional.empty());
        }
        if (!Files.isReadable(logs.userspace())) { // it says why better than a lock could
            return new BootLogs(firmware, Optional.of(LogFile.read("userspace log", logs.userspace())));
        }
        try (SharedLock _ = SharedLock.acquire(logs.userspace(), SharedLock.PATIENCE)) {
            return new BootLogs(firmware, Optional.of(LogFile.read("userspace log", logs.userspace())));
        }
    }

    /** Logs somebody kept; {@link #STDIN} is read from {@code stdin}. */
    public static BootLogs ofFiles(Path firmware, Optional<Path> userspace, InputStream stdin)
            throws EvidenceException {
        Bytes first = file("firmware log", firmware, stdin);
        return new BootLogs(
                first,
                userspace.isEmpty() ? Optional.empty() : Optional.of(file("userspace log", userspace.get(), stdin)));
    }

    private static Bytes file(String what, Path path, InputStream stdin) throws EvidenceException {
        if (!path.equals(STDIN)) {
            return LogFile.read(what, path);
        }
        try {
            return LogFile.read("the " + what + " on stdin", stdin, LogFile.MAX);
        } catch (IOException e) {
            throw EvidenceException.lasting("cannot read the " + what + " from stdin: " + e.getMessage(), e);
        }
    }
}
