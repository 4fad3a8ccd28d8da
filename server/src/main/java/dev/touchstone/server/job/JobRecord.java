package dev.touchstone.server.job;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A job as stored.
 *
 * @param params what it was told to do
 * @param run how often it was taken up
 * @param total how much there is to do, once that is known
 * @param done how much is done
 * @param position where the work stood
 * @param message why it failed; empty if it did not
 * @param result what came of it, once it is done
 */
public record JobRecord(
        UUID id,
        String kind,
        JsonNode params,
        JobState state,
        int run,
        OptionalLong total,
        long done,
        Optional<String> position,
        String message,
        Optional<JsonNode> result,
        Instant createdAt,
        String createdBy,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        boolean cancelRequested) {}
