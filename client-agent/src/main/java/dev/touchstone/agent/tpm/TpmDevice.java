package dev.touchstone.agent.tpm;

import dev.touchstone.bytes.HashAlgorithm;
import java.util.List;

/** One TPM, used by one thread at a time. Closing it leaves no object or session of ours behind. */
public interface TpmDevice extends AutoCloseable {

    /** What it says of itself. */
    TpmInfo info() throws TpmDeviceException;

    /** The PCR banks that are allocated and known here, in the TPM's order. */
    List<HashAlgorithm> banks() throws TpmDeviceException;

    /** Its endorsement key: the persistent one where it follows the template, else made from the template. */
    EndorsementKey endorsementKey(EndorsementKeyType type) throws TpmDeviceException;

    /**
     * Makes an attestation key under the endorsement key: ECDSA P-256 with SHA-256, restricted to signing what the TPM
     * itself produced, and exempt from dictionary-attack protection, which power cuts would otherwise trigger.
     */
    KeyBlobs createAttestationKey(EndorsementKeyType parent) throws TpmDeviceException;

    /**
     * Loads a key made by {@link #createAttestationKey}.
     *
     * @throws TpmDeviceException of kind {@code KEY_LOST} if it is not a key of this TPM, or the TPM was cleared since
     */
    AttestationKey load(EndorsementKeyType parent, KeyBlobs key) throws TpmDeviceException;

    /**
     * Makes a key for TLS under the storage key that OpenSSL's tpm2 provider derives in the owner hierarchy: made here,
     * never outside, unrestricted, for signing only, and exempt from dictionary-attack protection.
     */
    KeyBlobs createClientKey(ClientKeyType type) throws TpmDeviceException;

    /**
     * Loads a key made by {@link #createClientKey}.
     *
     * @throws TpmDeviceException of kind {@code KEY_LOST} if it is not a key of this TPM, or the TPM was cleared since
     */
    ClientKey loadClientKey(KeyBlobs key) throws TpmDeviceException;

    /** Reads the selected PCRs; all of them, or it fails. */
    PcrValues readPcrs(List<PcrSelection> selection) throws TpmDeviceException;

    @Override
    void close();
}
