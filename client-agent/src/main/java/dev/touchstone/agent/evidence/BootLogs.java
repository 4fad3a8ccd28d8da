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
 * @param ima IMA's list, where there is one
 */
public record BootLogs(Bytes firmware, Optional<Bytes> userspace, Optional<Bytes> ima) {

    /** A path that stands for standard input. */
    public static final Path STDIN = Path.of("-");

    /** This host's logs. systemd's is read under the lock its writers take, so that its last record is whole. */
    public static BootLogs ofHost(LogPaths logs) throws EvidenceException, InterruptedException {
        Bytes firmware = LogFile.read("firmware log", logs.firmware());
        Optional<Bytes> ima = logs.ima().isPresent() && Files.exists(logs.ima().get())
                ? Optional.of(LogFile.read("IMA list", logs.ima().get()))
                : Optional.empty();
        return new BootLogs(firmware, userspace(logs.userspace()), ima);
    }

    private static Optional<Bytes> userspace(Path log) throws EvidenceException, InterruptedException {
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        if (!Files.isReadable(log)) { // it says why better than a lock could
            return Optional.of(LogFile.read("userspace log", log));
        }
        try (SharedLock _ = SharedLock.acquire(log, SharedLock.PATIENCE)) {
            return Optional.of(LogFile.read("userspace log", log));
        }
    }

    /** Logs somebody kept; {@link #STDIN} is read from {@code stdin}. */
    public static BootLogs ofFiles(Path firmware, Optional<Path> userspace, Optional<Path> ima, InputStream stdin)
            throws EvidenceException {
        return new BootLogs(
                file("firmware log", firmware, stdin),
                userspace.isEmpty() ? Optional.empty() : Optional.of(file("userspace log", userspace.get(), stdin)),
                ima.isEmpty() ? Optional.empty() : Optional.of(file("IMA list", ima.get(), stdin)));
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
