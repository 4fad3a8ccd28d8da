/**
 * How a request is refused: one exception to throw, one form on the wire (RFC 9457).
 *
 * <p>Not for: deciding what to refuse. Inside a feature, outcomes are values; they become a problem at the HTTP edge.
 */
@NullMarked
package dev.touchstone.server.problem;

import org.jspecify.annotations.NullMarked;
