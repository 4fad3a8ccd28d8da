package dev.touchstone.agent.config;

import dev.touchstone.agent.tpm.EndorsementKeyType;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That this host is enrolled: {@code agent.json}.
 *
 * @param hostId the host's id at the server
 * @param server the server's address
 * @param ca a PEM file with the only certificates to trust for it; absent: the system's
 * @param ek which endorsement key the attestation key lies under
 * @param ekName its Name in hex
 * @param akName the attestation key's Name in hex
 * @param state the host's state when it enrolled
 * @param enrolledAt when that was
 */
public record Enrolment(
        UUID hostId,
        String server,
        @Nullable String ca,
        EndorsementKeyType ek,
        String ekName,
        String akName,
        String state,
        Instant enrolledAt) {

    public Enrolment {
        // Read from a file: the compiler's word that these are present is not enough.
        Objects.requireNonNull(hostId, "hostId");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(ek, "ek");
        Objects.requireNonNull(ekName, "ekName");
        Objects.requireNonNull(akName, "akName");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(enrolledAt, "enrolledAt");
    }
}
