package dev.touchstone.server.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A run whose progress is written, and which is told to stop. Used by one thread. */
final class WatchedRun implements JobRun {

    private static final Duration BETWEEN_WRITES = Duration.ofMillis(500);

    private final JobRecord job;
    private final JobProgress progress;
    private final BooleanSupplier shuttingDown;
    private final Clock clock;
    private @Nullable Long total;
    private long done;
    private @Nullable String position;
    private Instant written = Instant.EPOCH;

    WatchedRun(JobRecord job, JobProgress progress, BooleanSupplier shuttingDown, Clock clock) {
        this.job = job;
        this.progress = progress;
        this.shuttingDown = shuttingDown;
        this.clock = clock;
        this.total = job.total().isPresent() ? job.total().getAsLong() : null;
        this.done = job.done();
        this.position = job.position().orElse(null);
    }

    @Override
    public UUID job() {
        return job.id();
    }

    @Override
    public Optional<String> position() {
        return job.position();
    }

    @Override
    public long done() {
        return job.done();
    }

    @Override
    public void total(long all) {
        total = all;
        write();
    }

    @Override
    public void advance(long soFar, String at) {
        done = soFar;
        position = at;
        boolean stopping = shuttingDown.getAsBoolean();
        if (stopping || !clock.instant().isBefore(written.plus(BETWEEN_WRITES))) {
            write();
        }
        if (stopping) {
            throw new JobStopped(JobStopped.Cause.SHUTDOWN);
        }
    }

    /** Writes what was told last. */
    void write() {
        written = clock.instant();
        boolean cancelled = progress.write(job.id(), job.run(), total, done, position)
                .orElseThrow(() -> new JobStopped(JobStopped.Cause.SUPERSEDED));
        if (cancelled) {
            throw new JobStopped(JobStopped.Cause.CANCELLED);
        }
    }
}
