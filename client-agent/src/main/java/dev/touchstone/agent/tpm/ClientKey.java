package dev.touchstone.agent.tpm;

import dev.touchstone.bytes.Bytes;

/** A key for TLS loaded in a TPM; closing it frees its slot. */
public interface ClientKey extends AutoCloseable {

    /** TPM2B_PUBLIC. */
    Bytes publicArea();

    /** A signature over {@code message} with SHA-256, ECDSA or RSASSA by the key's type: TPMT_SIGNATURE. */
    Bytes sign(Bytes message) throws TpmDeviceException;

    /** TPM2_Certify of this key by {@code ak}, with {@code nonce} as qualifyingData. */
    SignedCertification certify(AttestationKey ak, Bytes nonce) throws TpmDeviceException;

    /**
     * TPM2_EvictControl: keeps the key in the TPM at a persistent handle, 0x81000000 to 0x817fffff; nothing happens
     * where it is there already.
     *
     * @throws TpmDeviceException of kind {@code REFUSED} if another key is there
     */
    void persist(int handle) throws TpmDeviceException;

    @Override
    void close();
}
