package dev.touchstone.server.binding;

import dev.touchstone.bytes.Bytes;

/**
 * {@code POST /api/v1/hosts/{id}/client-keys}. All of it is untrusted.
 *
 * @param key TPM2B_PUBLIC
 */
record CertificationRequest(String challenge, Bytes key, Parts certification) {

    /**
     * What TPM2_Certify gave.
     *
     * @param attest TPMS_ATTEST
     * @param signature TPMT_SIGNATURE
     */
    record Parts(Bytes attest, Bytes signature) {}
}
