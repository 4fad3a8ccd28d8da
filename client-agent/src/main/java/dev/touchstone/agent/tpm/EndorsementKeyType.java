package dev.touchstone.agent.tpm;

/** The endorsement keys this agent uses: the low-range templates of the TCG EK Credential Profile 2.5, annex B.3. */
public enum EndorsementKeyType {
    /** Template L-1: RSA 2048, certificate at NV index 0x01C00002. */
    RSA,
    /** Template L-2: ECC P-256, certificate at NV index 0x01C0000A. */
    ECC
}
