package dev.touchstone.agent.tpm;

/** The TPM could not do what it was asked. */
public final class TpmDeviceException extends Exception {

    /** What the caller can do about it. */
    public enum Kind {
        /** No TPM answers at this address: check the device and its permissions. */
        UNAVAILABLE,
        /** It will pass: the TPM is busy, out of slots, or PCRs moved while being read. */
        TEMPORARY,
        /** This TPM does not know the attestation key: it was cleared, or it is another TPM. */
        KEY_LOST,
        /** The TPM refused for good. */
        REFUSED
    }

    private final Kind kind;

    /**
     * @param kind what the caller can do about it
     * @param message what happened, for a person
     */
    public TpmDeviceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** As above, with what lies below it. */
    public TpmDeviceException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What the caller can do about it. */
    public Kind kind() {
        return kind;
    }
}
