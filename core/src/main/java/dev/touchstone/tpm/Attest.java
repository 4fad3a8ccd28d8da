package dev.touchstone.tpm;

import dev.touchstone.bytes.Bytes;

/**
 * What a TPM signs about itself: TPMS_ATTEST (TPM 2.0 Library, Part 2, §10.12.12), of the types read here. Untrusted
 * until its signature is verified over {@link #raw()}.
 */
public sealed interface Attest permits QuoteAttest, CertifyAttest {

    /** TPM_GENERATED_VALUE: no key that is restricted signs it over bytes from outside. */
    int MAGIC = 0xff544347;

    /** The bytes that were read, which are what the TPM signed. */
    Bytes raw();

    /** Qualified Name of the signing key. */
    TpmName qualifiedSigner();

    /** The caller's qualifying data, the nonce. */
    Bytes extraData();

    /** Clock and counters, obfuscated outside the endorsement and platform hierarchies. */
    ClockInfo clockInfo();

    /** The TPM's firmware version, obfuscated likewise. */
    long firmwareVersion();
}
