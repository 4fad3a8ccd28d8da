package dev.touchstone.server.dashboard.host;

import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.Attestations;
import dev.touchstone.server.attestation.RejectedSubmissions;
import dev.touchstone.server.attestation.StoredFacts;
import dev.touchstone.server.dashboard.hosts.HostRow;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.host.VerdictHistory;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One host: what it is trusted for now, why, and everything that says so. */
@Controller
class HostPage {

    private static final int RECENT = 10;

    private final Hosts hosts;
    private final VerdictHistory transitions;
    private final Attestations attestations;
    private final StoredFacts facts;
    private final RejectedSubmissions rejected;
    private final Clock clock;

    HostPage(
            Hosts hosts,
            VerdictHistory transitions,
            Attestations attestations,
            StoredFacts facts,
            RejectedSubmissions rejected,
            Clock clock) {
        this.hosts = hosts;
        this.transitions = transitions;
        this.attestations = attestations;
        this.facts = facts;
        this.rejected = rejected;
        this.clock = clock;
    }

    @GetMapping("/hosts/{id}")
    String host(@PathVariable UUID id, Model model) {
        HostRecord host = hosts.find(id).orElseThrow(() -> Refusal.notFound("There is no such host."));
        Instant now = clock.instant();
        Optional<AttestationRecord> evidence = host.lastAttestation().flatMap(attestations::find);
        HostRow row = HostRow.of(host, evidence.map(AttestationRecord::judgement), now);
        model.addAttribute("host", row);
        model.addAttribute("standing", Standing.of(host, row.verdict(), evidence, now));
        model.addAttribute("pcrs", evidence.map(PcrTable::of).orElse(null));
        model.addAttribute(
                "facts", evidence.map(e -> FactsPanel.of(e.id(), facts)).orElse(null));
        model.addAttribute("identity", Identity.of(host, now));
        History history = new History(now);
        model.addAttribute("transitions", history.changes(host, transitions.latestOf(id, RECENT)));
        model.addAttribute("attestations", history.attestations(attestations.latestOf(id, RECENT)));
        model.addAttribute("rejected", history.rejected(rejected.of(id)));
        return "host";
    }
}
