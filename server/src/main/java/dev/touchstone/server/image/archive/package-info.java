/**
 * Reads packages as streams, within bounds: nothing in them is ever written to disk, so where they would lie does not
 * matter, and what would unpack to more than an honest package does is refused.
 *
 * <p>Not for: what the files in them are.
 */
@NullMarked
package dev.touchstone.server.image.archive;

import org.jspecify.annotations.NullMarked;
