package dev.touchstone.server.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A waiver as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WaiverView(
        UUID id,
        long cluster,
        String reason,
        Instant grantedAt,
        String grantedBy,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        long hosts) {

    static WaiverView of(Waiver waiver) {
        return new WaiverView(
                waiver.id(),
                waiver.cluster(),
                waiver.reason(),
                waiver.grantedAt(),
                waiver.grantedBy(),
                waiver.expiresAt(),
                waiver.revokedAt().orElse(null),
                waiver.hosts());
    }
}
