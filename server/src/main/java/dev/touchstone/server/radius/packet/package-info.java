/**
 * The part of RADIUS that a Dynamic Authorization Client speaks (RFC 2865 §3, RFC 5176): packets, how they are signed,
 * and one exchange over UDP.
 *
 * <p>Not for: which sessions to end.
 */
@NullMarked
package dev.touchstone.server.radius.packet;

import org.jspecify.annotations.NullMarked;
