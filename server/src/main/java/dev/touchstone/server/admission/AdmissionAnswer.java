package dev.touchstone.server.admission;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.host.EffectiveVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a policy engine.
 *
 * @param wouldBe what it would have been, where the consumer only monitors
 * @param evidenceAge since the challenge of the evidence in force was issued
 * @param current whether what was known was synchronised with the database within the lease
 * @param holdsUntil when it must be asked again, whatever happens
 * @param result the signed attestation result
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AdmissionAnswer(
        Decision decision,
        @Nullable Decision wouldBe,
        @Nullable String host,
        @Nullable UUID hostId,
        @Nullable EffectiveVerdict verdict,
        List<ReasonView> reasons,
        @Nullable Binding binding,
        @Nullable Duration evidenceAge,
        @Nullable Instant validUntil,
        boolean current,
        @Nullable Instant holdsUntil,
        @Nullable String result) {

    static AdmissionAnswer of(Admission admission, Optional<String> result) {
        Optional<Admission.Host> host = admission.host();
        return new AdmissionAnswer(
                admission.decision(),
                admission.wouldBe().orElse(null),
                host.flatMap(Admission.Host::name).orElse(null),
                host.map(Admission.Host::id).orElse(null),
                host.map(Admission.Host::verdict).orElse(null),
                admission.reasons(),
                host.map(Admission.Host::binding).orElse(null),
                host.flatMap(Admission.Host::evidenceAge).orElse(null),
                host.flatMap(Admission.Host::validUntil).orElse(null),
                admission.current(),
                admission.holdsUntil().orElse(null),
                result.orElse(null));
    }

    /** Of what was decided and why; not of times, which go on though nothing changes. Weak (RFC 9110 §8.8.1). */
    static String entityTag(Admission admission) {
        Optional<Admission.Host> host = admission.host();
        String decided = String.join(
                "\n",
                admission.decision().word(),
                admission.wouldBe().map(Decision::word).orElse(""),
                Boolean.toString(admission.current()),
                host.map(h -> h.id() + " " + h.name() + " " + h.verdict() + " " + h.binding())
                        .orElse(""),
                admission.reasons().toString());
        return "W/\""
                + HashAlgorithm.SHA256.hash(Bytes.ofUtf8(decided)).slice(0, 16).toHex() + '"';
    }
}
