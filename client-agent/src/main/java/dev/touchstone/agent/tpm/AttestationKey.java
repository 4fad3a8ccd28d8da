package dev.touchstone.agent.tpm;

import dev.touchstone.bytes.Bytes;
import java.util.List;

/** An attestation key loaded in a TPM; closing it frees its slot. */
public interface AttestationKey extends AutoCloseable {

    /** The key's Name. */
    Bytes name();

    /**
     * TPM2_ActivateCredential: opens a secret that only the TPM holding both this key and the endorsement key can open.
     *
     * @param credential TPM2B_ID_OBJECT
     * @param encryptedSecret TPM2B_ENCRYPTED_SECRET
     */
    Bytes activate(Bytes credential, Bytes encryptedSecret) throws TpmDeviceException;

    /** TPM2_Quote over {@code selection}, its banks in this order, with {@code nonce} as qualifyingData. */
    SignedQuote quote(Bytes nonce, List<PcrSelection> selection) throws TpmDeviceException;

    @Override
    void close();
}
