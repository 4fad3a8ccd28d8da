/**
 * What every page shares: the frame around it, and how times, digests and the words of strangers are shown.
 *
 * <p>Not for: anything one page alone needs.
 */
@NullMarked
package dev.touchstone.server.dashboard.frame;

import org.jspecify.annotations.NullMarked;
