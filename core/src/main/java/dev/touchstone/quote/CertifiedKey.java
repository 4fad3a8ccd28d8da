package dev.touchstone.quote;

import dev.touchstone.tpm.CertifyAttest;
import dev.touchstone.tpm.TpmName;
import dev.touchstone.tpm.TpmPublic;

/**
 * A signing key that lies in the same TPM as a host's attestation key and can never leave it. Only
 * {@link CertificationVerifier} makes one.
 */
public final class CertifiedKey {

    private final TpmPublic key;
    private final CertifyAttest attest;
    private final TpmName ak;

    CertifiedKey(TpmPublic key, CertifyAttest attest, TpmName ak) {
        this.key = key;
        this.attest = attest;
        this.ak = ak;
    }

    /** The key; its attributes are now facts. */
    public TpmPublic key() {
        return key;
    }

    /** What was signed. */
    public CertifyAttest attest() {
        return attest;
    }

    /** Name of the attestation key that certified it. */
    public TpmName ak() {
        return ak;
    }
}
