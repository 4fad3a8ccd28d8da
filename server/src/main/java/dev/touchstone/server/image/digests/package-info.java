/**
 * Lists of file digests for rules over IMA's measurements: read from what other tools write, from packages and from
 * folders, and kept in named versions.
 *
 * <p>Not for: judging a measurement by them.
 */
@NullMarked
@NamedInterface("digests")
package dev.touchstone.server.image.digests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
