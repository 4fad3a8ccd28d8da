package dev.touchstone.agent.tpm;

/** The client keys this agent makes. */
public enum ClientKeyType {
    /** ECC P-256: what every TPM has, quick to make and to use. */
    ECC,
    /** RSA 2048: for peers that know nothing else; slow to make on hardware. */
    RSA
}
