package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.facts.TimelineEntry;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.server.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The logs of stored evidence event by event, and how its boot departs from what is golden now. */
@Component
public class EvidenceEvents {

    private final StoredEvidenceRows evidence;
    private final EventLogs logs;
    private final Supposition supposition;

    EvidenceEvents(StoredEvidenceRows evidence, EventLogs logs, Supposition supposition) {
        this.evidence = evidence;
        this.logs = logs;
        this.supposition = supposition;
    }

    /**
     * What its firmware and systemd logged, in order, each event checked against its own digest. Also of evidence whose
     * logs do not account for its quote, for people to look at.
     *
     * @throws Refusal if there is no such evidence, or a log is not kept or cannot be read
     */
    public List<TimelineEntry> of(UUID attestation) {
        StoredEvidence stored =
                evidence.find(attestation).orElseThrow(() -> Refusal.notFound("There is no such attestation."));
        try {
            List<TimelineEntry> events =
                    new ArrayList<>(dev.touchstone.facts.Timeline.of(FirmwareLog.parse(content(stored.firmwareLog()))));
            if (stored.userspaceLog().isPresent()) {
                UserspaceLog userspace =
                        UserspaceLog.parse(content(stored.userspaceLog().get()));
                events.addAll(dev.touchstone.facts.Timeline.of(userspace.records(), HashAlgorithm.SHA256));
            }
            return events;
        } catch (MalformedException e) {
            throw new Refusal(422, "evidence-unreadable", "A log cannot be read: " + e.getMessage() + ".");
        }
    }

    private Bytes content(Bytes sha256) {
        return logs.find(sha256)
                .orElseThrow(
                        () -> new Refusal(422, "evidence-incomplete", "A log of the evidence is not kept any more."));
    }

    /**
     * What was expected beside what came, by what is golden now; empty where nothing differs, or it cannot be compared.
     */
    public Optional<DivergenceView> departure(UUID attestation) {
        try {
            Appraisal appraisal = supposition.of(attestation, null);
            return appraisal.divergence().map(DivergenceView::of);
        } catch (Refusal _) {
            // Evidence that does not hold is shown by its events alone.
            return Optional.empty();
        }
    }
}
