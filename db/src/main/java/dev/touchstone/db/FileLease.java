package dev.touchstone.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Sole use of something, across threads and processes, for as long as a lock file is held. The kernel ends it with the
 * process, so a lease never outlives a crash.
 */
final class FileLease implements AutoCloseable {

    /**
     * What this JVM holds. A POSIX lock belongs to the process: opening and closing the file a second time, or losing
     * the channel to the garbage collector, would silently give up the lease.
     */
    private static final Map<Path, FileLease> HELD_HERE = new HashMap<>();

    private static final Duration POLL = Duration.ofMillis(20);

    private final Path file;
    private final FileChannel channel;

    private FileLease(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lease, or returns empty when someone else has it. The directory must exist. */
    static Optional<FileLease> tryTake(Path directory, String name) throws IOException {
        Path file = directory.toRealPath().resolve(name);
        synchronized (HELD_HERE) {
            Optional<FileLease> lease = HELD_HERE.containsKey(file) ? Optional.empty() : locked(file);
            lease.ifPresent(held -> HELD_HERE.put(file, held));
            return lease;
        }
    }

    /** Takes the lease, waiting for its present holder. */
    static FileLease take(Path directory, String name, Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<FileLease> lease = tryTake(directory, name);
            if (lease.isPresent()) {
                return lease.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new EmbeddedPostgresException("Gave up after " + atMost.toSeconds() + " s of waiting for "
                        + directory.resolve(name) + ", which another process holds.");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static Optional<FileLease> locked(Path file) throws IOException {
        FileChannel channel = PrivateFiles.open(file);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? Optional.empty() : Optional.of(new FileLease(file, channel));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD_HERE) {
            if (HELD_HERE.remove(file, this)) {
                channel.close();
            }
        }
    }
}
