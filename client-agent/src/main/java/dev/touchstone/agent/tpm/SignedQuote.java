package dev.touchstone.agent.tpm;

import dev.touchstone.bytes.Bytes;

/**
 * A quote, byte for byte as the TPM gave it.
 *
 * @param attest TPMS_ATTEST
 * @param signature TPMT_SIGNATURE
 */
public record SignedQuote(Bytes attest, Bytes signature) {}
