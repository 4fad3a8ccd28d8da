package dev.touchstone.quote;

import dev.touchstone.bytes.Bytes;

/**
 * A quote as a host sent it: nothing in it is trusted.
 *
 * @param attest TPMS_ATTEST
 * @param signature TPMT_SIGNATURE
 * @param pcrs the values it claims to be about
 */
public record Quote(Bytes attest, Bytes signature, PcrValues pcrs) {}
