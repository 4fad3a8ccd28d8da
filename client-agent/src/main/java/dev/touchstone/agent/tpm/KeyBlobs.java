package dev.touchstone.agent.tpm;

import dev.touchstone.bytes.Bytes;

/**
 * An attestation key outside its TPM: of use only to the TPM that made it, and only until that TPM is cleared.
 *
 * @param publicArea TPM2B_PUBLIC
 * @param privateArea TPM2B_PRIVATE, encrypted and authenticated by the parent key
 */
public record KeyBlobs(Bytes publicArea, Bytes privateArea) {

    /** The key's Name. */
    public Bytes name() {
        return KeyName.of(publicArea);
    }
}
