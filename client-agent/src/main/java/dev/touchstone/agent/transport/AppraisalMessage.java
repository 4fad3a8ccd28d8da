package dev.touchstone.agent.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer to an attestation as it comes over the wire. */
record AppraisalMessage(
        @Nullable UUID attestation,
        @Nullable String verdict,
        @Nullable List<AttestationAnswer.Reason> reasons,
        @Nullable Instant validUntil,
        @Nullable Next next) {

    record Next(@Nullable Duration after, @Nullable ChallengeMessage challenge) {}

    /** Where the server does not say when to come back. */
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);

    AttestationAnswer.Appraised checked() throws ExchangeException {
        List<AttestationAnswer.Reason> given = reasons == null ? List.of() : reasons;
        ChallengeMessage challenge = next == null ? null : next.challenge();
        Duration after = next == null || next.after() == null ? DEFAULT_INTERVAL : next.after();
        return new AttestationAnswer.Appraised(
                Base64Field.required(attestation, "attestation"),
                Base64Field.required(verdict, "verdict"),
                given.stream().filter(Objects::nonNull).toList(),
                Optional.ofNullable(validUntil),
                after,
                challenge == null ? Optional.empty() : Optional.of(challenge.checked()));
    }
}
