/**
 * Drift, hosts alike together: what changed, for whom, whether it is safe-shaped, and what can be done about it.
 *
 * <p>Not for: one host's boot. Its own page has that.
 */
@NullMarked
package dev.touchstone.server.dashboard.drift;

import org.jspecify.annotations.NullMarked;
