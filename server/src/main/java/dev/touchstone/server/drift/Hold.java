package dev.touchstone.server.drift;

import java.time.Instant;

/**
 * That somebody has taken a cluster on, and leaves it as it is for now.
 *
 * @param owner who looks after it
 * @param note what they found, or wait for; may be empty
 * @param by who said so
 */
public record Hold(long cluster, String owner, String note, Instant at, String by) {}
