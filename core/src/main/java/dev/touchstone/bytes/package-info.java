/**
 * Bytes from outside and the values made of them: a bounds-checked reader, immutable byte strings, digests, the hash
 * algorithms a TPM names, and text made safe to show.
 *
 * <p>Not for: any structure's layout. What the bytes mean is for the packages that read them.
 */
@NullMarked
package dev.touchstone.bytes;

import org.jspecify.annotations.NullMarked;
