package dev.touchstone.tpm;

import java.security.PublicKey;

/** An attestation key made ready once, for verifying many quotes; its three faces are always of the same key. */
public final class AttestationKey {

    private final TpmPublic publicArea;
    private final PublicKey publicKey;
    private final TpmName name;

    private AttestationKey(TpmPublic publicArea) {
        this.publicArea = publicArea;
        this.publicKey = publicArea.toPublicKey();
        this.name = publicArea.name();
    }

    /** Makes {@code publicArea} ready. */
    public static AttestationKey of(TpmPublic publicArea) {
        return new AttestationKey(publicArea);
    }

    /** What its TPM says of it. */
    public TpmPublic publicArea() {
        return publicArea;
    }

    /** The key for the JCA. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The key's Name. */
    public TpmName name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AttestationKey key && publicArea.equals(key.publicArea);
    }

    @Override
    public int hashCode() {
        return publicArea.hashCode();
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
