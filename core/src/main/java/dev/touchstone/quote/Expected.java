package dev.touchstone.quote;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.tpm.AttestationKey;
import dev.touchstone.tpm.PcrSelection;
import dev.touchstone.tpm.TpmName;
import dev.touchstone.tpm.TpmPublic;

/**
 * What a quote must show, from the enrolled host and the challenge it answers.
 *
 * @param ak the host's one active attestation key
 * @param ek Name of the host's endorsement key, the attestation key's parent
 * @param nonce the challenge's nonce
 * @param selection the challenge's PCRs
 * @param allowOwnerHierarchy whether a key that is not under the endorsement key may sign: its counters and firmware
 *     version are then obfuscated, and its descent rests on credential activation alone
 */
public record Expected(
        AttestationKey ak, TpmName ek, Bytes nonce, PcrSelection selection, boolean allowOwnerHierarchy) {

    /** The same for a key used once; {@link AttestationKey#of} is for one used often. */
    public Expected(TpmPublic ak, TpmName ek, Bytes nonce, PcrSelection selection, boolean allowOwnerHierarchy) {
        this(AttestationKey.of(ak), ek, nonce, selection, allowOwnerHierarchy);
    }
}
