package dev.touchstone.quote;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.tpm.TpmPublic;

/**
 * That a key lies in a host's TPM, as the host sent it: nothing in it is trusted.
 *
 * @param key the public area it claims to be about
 * @param attest TPMS_ATTEST
 * @param signature TPMT_SIGNATURE
 */
public record Certification(TpmPublic key, Bytes attest, Bytes signature) {}
