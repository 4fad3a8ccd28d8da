package dev.touchstone.server.dashboard.audit;

import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.Attestations;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.dashboard.access.Stamp;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.host.VerdictHistory;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code /audit/hosts/{id}?at=}: what this host's verdict was at that time, by which evidence, which versions, and who
 * proposed and approved them.
 */
@Controller
class AuditHostPage {

    private final Hosts hosts;
    private final Attestations attestations;
    private final VerdictHistory history;
    private final Changes changes;
    private final Clock clock;

    AuditHostPage(Hosts hosts, Attestations attestations, VerdictHistory history, Changes changes, Clock clock) {
        this.hosts = hosts;
        this.attestations = attestations;
        this.history = history;
        this.changes = changes;
        this.clock = clock;
    }

    @GetMapping("/audit/hosts/{id}")
    String host(@PathVariable UUID id, @RequestParam(defaultValue = "") String at, Model model) {
        HostRecord host = hosts.find(id).orElseThrow(() -> Refusal.notFound("There is no such host."));
        Instant wanted = AuditFilter.time(at, 1);
        Instant moment = wanted == null ? clock.instant() : wanted;
        Optional<AttestationRecord> evidence = attestations.lastBefore(id, moment);
        model.addAttribute("id", id.toString());
        model.addAttribute("name", host.name().orElse(id.toString()));
        model.addAttribute("at", at);
        model.addAttribute("moment", Stamp.of(moment));
        model.addAttribute("answer", HostAnswer.of(evidence, history.lastBefore(id, moment), sets(evidence), moment));
        return "audit/host";
    }

    private List<HostAnswer.SetVersion> sets(Optional<AttestationRecord> evidence) {
        return evidence.map(AttestationRecord::referenceSets).orElse(List.of()).stream()
                .map(set -> new HostAnswer.SetVersion(
                        set,
                        changes.approved(set).stream().map(HostAnswer::approval).toList()))
                .toList();
    }
}
