package dev.touchstone.server.attestation;

import dev.touchstone.server.access.SourceAddress;
import dev.touchstone.server.access.SourceRate;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /api/v1/attestations}: evidence authenticates itself. */
@RestController
class AttestationController {

    private static final int MAX_LIMIT = 500;

    private final Intake intake;
    private final Attestations attestations;
    private final StoredFacts facts;
    private final FactsJson factsJson;
    private final SourceRate rate;

    AttestationController(
            Intake intake, Attestations attestations, StoredFacts facts, FactsJson factsJson, SourceRate rate) {
        this.intake = intake;
        this.attestations = attestations;
        this.facts = facts;
        this.factsJson = factsJson;
        this.rate = rate;
    }

    /** A host's attestations. */
    record Page(List<AttestationView> attestations) {}

    @PostMapping("/api/v1/attestations")
    ResponseEntity<String> attest(@RequestBody AttestationRequest request, HttpServletRequest http) {
        SourceAddress source = SourceAddress.of(http);
        String answer = intake.submit(request, source.toString());
        // Evidence that verified costs its source nothing: hosts behind one address must not starve each other.
        rate.giveBack(source);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }

    @GetMapping("/api/v1/attestations/{id}")
    AttestationView get(@PathVariable UUID id) {
        return AttestationView.of(
                attestations.find(id).orElseThrow(() -> Refusal.notFound("There is no such attestation.")));
    }

    /** What the evidence says of its boot, opened, verified and replayed anew. */
    @GetMapping("/api/v1/attestations/{id}/facts")
    JsonNode facts(@PathVariable UUID id) {
        return factsJson.of(facts.of(id));
    }

    @GetMapping("/api/v1/hosts/{id}/attestations")
    Page list(@PathVariable UUID id, @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refusal(400, "limit-invalid", "limit is 1 to " + MAX_LIMIT + ".");
        }
        return new Page(attestations.latestOf(id, limit).stream()
                .map(AttestationView::of)
                .toList());
    }
}
