/**
 * Whether what an attestation key signed is a host's own, fresh and whole: from untrusted bytes to
 * {@link dev.touchstone.quote.VerifiedQuote}, or to {@link dev.touchstone.quote.CertifiedKey} for another key of its
 * TPM.
 *
 * <p>Not for: what the PCR values mean, nor for whether the quote is newer than the last one; replay and the server's
 * evidence intake judge that.
 */
@NullMarked
package dev.touchstone.quote;

import org.jspecify.annotations.NullMarked;
