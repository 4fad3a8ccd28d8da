package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.host.HighWater;
import dev.touchstone.server.host.HostRecord;
import java.util.UUID;

/**
 * A boot of one TPM, to which an IMA list belongs.
 *
 * @param akName the key that quoted it: a TPM that was cleared counts from zero again, with another
 */
record ImaBoot(UUID host, Bytes akName, long resetCount, long restartCount) {

    /** The boot in which a host's quote was made. */
    static ImaBoot of(HostRecord host, HighWater at) {
        return new ImaBoot(host.id(), host.akName(), at.resetCount(), at.restartCount());
    }

    /** {@code resetCount.restartCount}, as on the wire. */
    @Override
    public String toString() {
        return resetCount + "." + restartCount;
    }
}
