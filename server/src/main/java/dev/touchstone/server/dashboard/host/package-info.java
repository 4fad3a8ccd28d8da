/**
 * One host: what it is trusted for now, why, and everything that says so.
 *
 * <p>Not for: more than one host at a time.
 */
@NullMarked
package dev.touchstone.server.dashboard.host;

import org.jspecify.annotations.NullMarked;
