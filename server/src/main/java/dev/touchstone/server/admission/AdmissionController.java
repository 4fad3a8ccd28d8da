package dev.touchstone.server.admission;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.Attestations;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.host.EffectiveVerdict;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/admission/{host id or name}}. An unknown host is denied, with the same answer as any other. */
@RestController
class AdmissionController {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Admissions admissions;
    private final Consumers consumers;
    private final Attestations attestations;
    private final MeterRegistry meters;

    AdmissionController(Admissions admissions, Consumers consumers, Attestations attestations, MeterRegistry meters) {
        this.admissions = admissions;
        this.consumers = consumers;
        this.attestations = attestations;
        this.meters = meters;
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
    ResponseEntity<Answer> admission(@PathVariable String subject, @AuthenticationPrincipal Caller caller) {
        Admission admission = admissions.decide(subject(subject), consumers.of(caller));
        meters.counter(
                        "touchstone.admission.decisions",
                        "decision",
                        admission.decision().word())
                .increment();
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer(admission));
    }

    private static Subject subject(String text) {
        return UUID_TEXT.matcher(text).matches()
                ? new Subject.HostId(UUID.fromString(text))
                : new Subject.HostName(text);
    }

    private Answer answer(Admission admission) {
        Optional<Admission.Host> host = admission.host();
        return new Answer(
                admission.decision(),
                host.flatMap(Admission.Host::name).orElse(null),
                host.map(Admission.Host::id).orElse(null),
                host.map(Admission.Host::verdict).orElse(null),
                admission.reasons(),
                host.map(Admission.Host::binding).orElse(null),
                host.flatMap(Admission.Host::evidenceAge).orElse(null),
                host.flatMap(Admission.Host::validUntil).orElse(null),
                host.flatMap(this::result).orElse(null));
    }

    /** A result that does not say what stands, of a host revoked or enrolled anew since, is not handed out any more. */
    private Optional<String> result(Admission.Host host) {
        return host.attestation()
                .flatMap(attestations::find)
                .filter(e -> e.verdict().name().equals(host.verdict().name()))
                .map(AttestationRecord::result);
    }
}
