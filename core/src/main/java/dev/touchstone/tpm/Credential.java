package dev.touchstone.tpm;

import dev.touchstone.bytes.Bytes;

/**
 * A secret sealed to an EK and released by its TPM only together with a key of the given Name: the input of
 * TPM2_ActivateCredential.
 *
 * @param blob TPM2B_ID_OBJECT
 * @param secret TPM2B_ENCRYPTED_SECRET
 */
public record Credential(Bytes blob, Bytes secret) {}
