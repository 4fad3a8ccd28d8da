/**
 * The TPM 2.0 structures that evidence is made of (TCG TPM 2.0 Library, Part 2), names, key requirements and
 * MakeCredential; parsed strictly, raw bytes kept.
 *
 * <p>Not for: talking to a TPM, nor for deciding whether a quote proves anything; that is {@code dev.touchstone.quote}.
 */
@NullMarked
package dev.touchstone.tpm;

import org.jspecify.annotations.NullMarked;
