package dev.touchstone.agent.evidence;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A shared BSD lock (flock(2)) on systemd's measurement log. systemd holds the exclusive one while it extends a PCR and
 * writes the record ({@code systemd-pcrextend(8)}, FILES), so under the shared one quote and log agree. Java's own
 * {@code FileLock} is a POSIX record lock, which does not see flock(2) at all.
 */
final class SharedLock implements AutoCloseable {

    /** Longer than a TPM takes to extend a PCR. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final int fd;

    private SharedLock(int fd) {
        this.fd = fd;
    }

    static SharedLock acquire(Path path, Duration patience) throws EvidenceException, InterruptedException {
        int fd = NativeFiles.open(path.toString());
        if (fd < 0) {
            throw EvidenceException.lasting(
                    "cannot open " + path + " (errno " + -fd + "): run as root, or as the unit file does");
        }
        boolean locked = false;
        try {
            lock(fd, path, patience);
            locked = true;
            return new SharedLock(fd);
        } finally {
            if (!locked) {
                NativeFiles.close(fd);
            }
        }
    }

    /** Tries again and again rather than waits in the kernel, where neither SIGTERM nor a limit would reach it. */
    private static void lock(int fd, Path path, Duration patience) throws EvidenceException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        int result = NativeFiles.flock(fd, NativeFiles.LOCK_SH | NativeFiles.LOCK_NB);
        while (result == -NativeFiles.EWOULDBLOCK || result == -NativeFiles.EINTR) {
            if (System.nanoTime() > deadline) {
                throw EvidenceException.temporary(
                        path + " has been locked by a writer for " + patience.toSeconds() + " s");
            }
            Thread.sleep(PAUSE);
            result = NativeFiles.flock(fd, NativeFiles.LOCK_SH | NativeFiles.LOCK_NB);
        }
        if (result < 0) {
            throw EvidenceException.lasting("cannot lock " + path + " (errno " + -result + ")");
        }
    }

    @Override
    public void close() {
        NativeFiles.close(fd);
    }
}
