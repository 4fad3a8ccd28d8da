package dev.touchstone.agent.tpm;

import dev.touchstone.bytes.Bytes;

/**
 * That another key lies in this TPM, byte for byte as the TPM gave it.
 *
 * @param attest TPMS_ATTEST
 * @param signature TPMT_SIGNATURE
 */
public record SignedCertification(Bytes attest, Bytes signature) {}
