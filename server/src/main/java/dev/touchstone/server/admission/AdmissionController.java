package dev.touchstone.server.admission;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.Attestations;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.drift.Waiver;
import dev.touchstone.server.drift.Waivers;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.host.Hosts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/admission/{host id or name}}. An unknown host is denied, with the same answer as any other. */
@RestController
class AdmissionController {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Hosts hosts;
    private final Attestations attestations;
    private final Waivers waivers;
    private final MeterRegistry meters;
    private final Clock clock;

    AdmissionController(Hosts hosts, Attestations attestations, Waivers waivers, MeterRegistry meters, Clock clock) {
        this.hosts = hosts;
        this.attestations = attestations;
        this.waivers = waivers;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * The answer to a policy engine.
     *
     * @param evidenceAge since the challenge of the evidence in force was issued
     * @param result the signed attestation result
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            Decision decision,
            @Nullable String host,
            @Nullable UUID hostId,
            @Nullable EffectiveVerdict verdict,
            List<ReasonView> reasons,
            @Nullable Binding binding,
            @Nullable Duration evidenceAge,
            @Nullable Instant validUntil,
            @Nullable String result) {}

    @GetMapping("/api/v1/admission/{subject}")
    ResponseEntity<Answer> admission(@PathVariable String subject) {
        boolean byId = UUID_TEXT.matcher(subject).matches();
        Optional<HostRecord> host = byId ? hosts.find(UUID.fromString(subject)) : hosts.findByName(subject);
        Answer answer = host.map(h -> decide(h, byId ? Binding.INVENTORY : Binding.NAME))
                .orElseGet(AdmissionController::unknown);
        meters.counter(
                        "touchstone.admission.decisions",
                        "decision",
                        answer.decision().word())
                .increment();
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }

    private Answer decide(HostRecord host, Binding binding) {
        Instant now = clock.instant();
        EffectiveVerdict verdict = EffectiveVerdict.of(host, now);
        Optional<AttestationRecord> evidence = host.lastAttestation().flatMap(attestations::find);
        Optional<Waiver> waiver = waiver(host, verdict, evidence, now);
        Decision byVerdict = waiver.map(_ -> Decision.ALLOW).orElseGet(() -> Decision.of(host, verdict));
        Decision decision = byVerdict.atMost(binding.limit());
        List<ReasonView> reasons = new ArrayList<>();
        waiver.map(AdmissionReasons::waiver).ifPresent(reasons::add);
        if (decision != byVerdict) {
            reasons.add(AdmissionReasons.nameOnly());
        }
        reasons.addAll(AdmissionReasons.of(host, verdict, evidence));
        return new Answer(
                decision,
                host.name().orElse(null),
                host.id(),
                verdict,
                reasons,
                binding,
                host.evidenceIssuedAt().map(issued -> age(issued, now)).orElse(null),
                host.evidenceValidUntil().orElse(null),
                evidence.filter(e -> stillSays(e, host, verdict))
                        .map(AttestationRecord::result)
                        .orElse(null));
    }

    /** DRIFTED alone is ever waived: evidence that is old, or contradicts itself, is not. */
    private Optional<Waiver> waiver(
            HostRecord host, EffectiveVerdict verdict, Optional<AttestationRecord> evidence, Instant now) {
        return verdict == EffectiveVerdict.DRIFTED
                ? evidence.flatMap(e -> waivers.inForce(host, e.referenceSets(), now))
                : Optional.empty();
    }

    /** A result signed before its host was revoked, or re-enrolled, is not handed out any more. */
    private static boolean stillSays(AttestationRecord evidence, HostRecord host, EffectiveVerdict verdict) {
        return evidence.verdict().name().equals(verdict.name())
                && (host.state() == HostState.ACTIVE || host.state() == HostState.MAINTENANCE);
    }

    private static Duration age(Instant issued, Instant now) {
        return Duration.ofSeconds(Duration.between(issued, now).toSeconds());
    }

    private static Answer unknown() {
        return new Answer(Decision.DENY, null, null, null, List.of(AdmissionReasons.unknown()), null, null, null, null);
    }
}
