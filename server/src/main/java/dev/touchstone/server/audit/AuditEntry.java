package dev.touchstone.server.audit;

import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One decision on record.
 *
 * @param sequence its place in the chain, from 1
 * @param at when it was made
 * @param actor by whom: a caller's name, or {@code system}
 * @param action what, as {@code noun.verb}
 * @param object on what
 * @param source the address the request came from; null for what the server did itself
 * @param before the state it had
 * @param after the state it has now
 * @param previous the hash of the entry before
 * @param hash over all the rest
 */
public record AuditEntry(
        long sequence,
        UUID id,
        Instant at,
        String actor,
        String action,
        String object,
        @Nullable String source,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        Bytes previous,
        Bytes hash) {}
