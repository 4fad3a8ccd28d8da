package dev.touchstone.server.dashboard.host;

import dev.touchstone.facts.TimelineEntry;
import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.Attestations;
import dev.touchstone.server.attestation.DivergenceView;
import dev.touchstone.server.attestation.EvidenceEvents;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One piece of evidence: its event logs in words, beside what was expected where a boot departs from it. */
@Controller
class EvidencePage {

    private final Hosts hosts;
    private final Attestations attestations;
    private final EvidenceEvents events;
    private final Clock clock;

    EvidencePage(Hosts hosts, Attestations attestations, EvidenceEvents events, Clock clock) {
        this.hosts = hosts;
        this.attestations = attestations;
        this.events = events;
        this.clock = clock;
    }

    @GetMapping("/hosts/{id}/evidence/{attestation}")
    String show(
            @PathVariable UUID id,
            @PathVariable UUID attestation,
            @RequestParam(required = false) Optional<Integer> pcr,
            @RequestParam(defaultValue = "false") boolean unbound,
            Model model) {
        HostRecord host = hosts.find(id).orElseThrow(() -> Refusal.notFound("There is no such host."));
        AttestationRecord evidence = attestations
                .find(attestation)
                .filter(found -> found.hostId().equals(id))
                .orElseThrow(() -> Refusal.notFound("The host has no such evidence."));
        Optional<DivergenceView> departure = events.departure(attestation);
        EventTable table = table(attestation, departure, new EventTable.Filter(pcr, unbound));
        model.addAttribute("host", HostHead.of(host, evidence, Moment.of(evidence.receivedAt(), clock.instant())));
        model.addAttribute("departure", departure.map(Alignment::of).orElse(null));
        model.addAttribute("events", table);
        return "evidence";
    }

    private EventTable table(UUID attestation, Optional<DivergenceView> departure, EventTable.Filter filter) {
        try {
            List<TimelineEntry> entries = events.of(attestation);
            return EventTable.of(entries, departure, filter);
        } catch (Refusal refusal) {
            return EventTable.none(refusal.detail());
        }
    }
}
