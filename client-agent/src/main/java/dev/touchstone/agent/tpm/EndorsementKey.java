package dev.touchstone.agent.tpm;

import dev.touchstone.bytes.Bytes;
import java.util.List;

/**
 * The key that identifies the TPM.
 *
 * @param publicArea TPM2B_PUBLIC
 * @param certificates what the TPM holds, leaf first, then its maker's intermediates; empty where none are stored
 */
public record EndorsementKey(Bytes publicArea, List<Bytes> certificates) {

    public EndorsementKey {
        certificates = List.copyOf(certificates);
    }

    /** The key's Name. */
    public Bytes name() {
        return KeyName.of(publicArea);
    }
}
