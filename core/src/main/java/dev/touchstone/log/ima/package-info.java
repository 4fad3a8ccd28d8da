/**
 * Reads IMA's measurement list: which files and buffers the kernel says it measured, with which digests and signatures.
 *
 * <p>Not for: deciding whether it is true. A record counts once replay has reached the quoted value with it; and even
 * then it says what was measured, never that it is approved.
 */
@NullMarked
package dev.touchstone.log.ima;

import org.jspecify.annotations.NullMarked;
