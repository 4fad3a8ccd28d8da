package dev.touchstone.server.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A job on the wire. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        UUID id,
        String kind,
        JsonNode params,
        JobState state,
        @Nullable Long total,
        long done,
        String message,
        @Nullable JsonNode result,
        Instant createdAt,
        String createdBy,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        boolean cancelRequested) {

    /** A job as it stands. */
    public static JobView of(JobRecord job) {
        return new JobView(
                job.id(),
                job.kind(),
                job.params(),
                job.state(),
                job.total().isPresent() ? job.total().getAsLong() : null,
                job.done(),
                job.message(),
                job.result().orElse(null),
                job.createdAt(),
                job.createdBy(),
                job.startedAt().orElse(null),
                job.finishedAt().orElse(null),
                job.cancelRequested());
    }
}
