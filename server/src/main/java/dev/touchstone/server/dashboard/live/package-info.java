/**
 * Tells open pages that what they show may have changed: a stream of coarse facts, at most one message a second.
 *
 * <p>Not for: what changed. A page asks for the part of itself that shows it, with all its own rules.
 */
@NullMarked
package dev.touchstone.server.dashboard.live;

import org.jspecify.annotations.NullMarked;
