package dev.touchstone.server.attestation;

import dev.touchstone.server.challenge.ChallengeAnswer;
import dev.touchstone.server.host.EffectiveVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an agent is told.
 *
 * @param result the signed attestation result
 * @param next when to come back, and with what
 */
record AttestationAnswer(
        UUID attestation,
        EffectiveVerdict verdict,
        List<ReasonView> reasons,
        Instant validUntil,
        String result,
        Next next) {

    /** The next attestation: it needs no other request. */
    record Next(Duration after, ChallengeAnswer challenge) {}
}
