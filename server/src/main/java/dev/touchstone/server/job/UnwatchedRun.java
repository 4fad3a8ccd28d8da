package dev.touchstone.server.job;

import java.util.Optional;
import java.util.UUID;

/** A run of no job. */
record UnwatchedRun() implements JobRun {

    private static final UUID NONE = new UUID(0, 0);

    @Override
    public UUID job() {
        return NONE;
    }

    @Override
    public Optional<String> position() {
        return Optional.empty();
    }

    @Override
    public long done() {
        return 0;
    }

    @Override
    public void total(long total) {}

    @Override
    public void advance(long done, String position) {}
}
