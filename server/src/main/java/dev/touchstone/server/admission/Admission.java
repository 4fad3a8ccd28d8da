package dev.touchstone.server.admission;

import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.host.EffectiveVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A decision on one subject for one consumer.
 *
 * @param decision what to do
 * @param wouldBe what it would have been, where the consumer only monitors
 * @param host empty if the subject is bound to no host
 * @param reasons why it is not better; empty for an allow without exceptions
 * @param current whether what was known was synchronised with the database within the lease
 * @param holdsUntil when it must be asked again, whatever happens; empty for what time does not change
 */
public record Admission(
        Decision decision,
        Optional<Decision> wouldBe,
        Optional<Host> host,
        List<ReasonView> reasons,
        boolean current,
        Optional<Instant> holdsUntil) {

    /**
     * The host it is about.
     *
     * @param evidenceAge since the challenge of the evidence in force was issued
     * @param attestation the evidence in force
     */
    public record Host(
            UUID id,
            Optional<String> name,
            EffectiveVerdict verdict,
            Binding binding,
            Optional<Duration> evidenceAge,
            Optional<Instant> validUntil,
            Optional<UUID> attestation) {}
}
