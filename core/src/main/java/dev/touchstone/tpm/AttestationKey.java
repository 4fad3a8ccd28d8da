package dev.touchstone.tpm;

import java.security.PublicKey;

/**
 * An attestation key made ready once, for verifying many quotes.
 *
 * @param publicArea what its TPM says of it
 * @param publicKey the same key for the JCA
 * @param name the same key's Name
 */
public record AttestationKey(TpmPublic publicArea, PublicKey publicKey, TpmName name) {

    /** Makes {@code publicArea} ready. */
    public static AttestationKey of(TpmPublic publicArea) {
        return new AttestationKey(publicArea, publicArea.toPublicKey(), publicArea.name());
    }
}
