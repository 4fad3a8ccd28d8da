/**
 * Recomputes PCRs from logs and holds them against a verified quote. Only here is a {@code ReplayedBoot} made.
 *
 * <p>Not for: deciding whether what booted is approved.
 */
@NullMarked
package dev.touchstone.replay;

import org.jspecify.annotations.NullMarked;
