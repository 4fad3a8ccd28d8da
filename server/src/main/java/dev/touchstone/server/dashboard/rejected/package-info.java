/**
 * What was sent under hosts' ids and was not theirs.
 *
 * <p>Not for: verdicts. None of this moves one.
 */
@NullMarked
package dev.touchstone.server.dashboard.rejected;

import org.jspecify.annotations.NullMarked;
