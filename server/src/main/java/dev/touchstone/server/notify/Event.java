package dev.touchstone.server.notify;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened. Also its form on the wire.
 *
 * @param sequence its place among all events, from 1 and without gaps
 * @param id the same each time it is sent
 * @param type its CloudEvents type
 * @param subject what it is about, as {@code noun/id}
 * @param time when it happened
 * @param data in the form of its type
 */
record Event(long sequence, UUID id, String type, String subject, Instant time, JsonNode data) {}
