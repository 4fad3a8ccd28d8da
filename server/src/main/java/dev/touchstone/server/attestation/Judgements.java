package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.server.reference.GoldenSet;
import dev.touchstone.server.reference.HostGolden;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rewrites what stored evidence was found to show; the evidence stays, and so does what was found at first. */
@Component
class Judgements {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Attestations attestations;

    Judgements(JdbcClient jdbc, JsonMapper json, Attestations attestations) {
        this.jdbc = jdbc;
        this.json = json;
        this.attestations = attestations;
    }

    void rewrite(StoredEvidence stored, Appraisal appraisal, HostGolden by, String result, Instant now) {
        jdbc.sql("""
                update attestation set
                    first_judgement = coalesce(first_judgement, jsonb_build_object('verdict', verdict,
                        'reasons', reasons, 'matched', matched, 'referenceSets', reference_sets, 'result', result)),
                    verdict = :verdict, reasons = :reasons::jsonb, notes = :notes::jsonb, matched = :matched::jsonb,
                    not_checked = :notChecked::jsonb, not_checked_events = :notCheckedEvents::jsonb,
                    divergence = :divergence::jsonb, fingerprint = :fingerprint, reference_sets = :sets::jsonb,
                    result = :result, reappraised_at = :now
                where host_id = :host and id = :id""")
                .param("verdict", appraisal.verdict().name())
                .param("reasons", json.writeValueAsString(ReasonView.of(appraisal.reasons())))
                .param("notes", json.writeValueAsString(ReasonView.of(appraisal.notes())))
                .param("matched", json.writeValueAsString(appraisal.versions()))
                .param("notChecked", json.writeValueAsString(appraisal.notChecked()))
                .param("notCheckedEvents", json.writeValueAsString(NotCheckedEvents.of(appraisal)))
                .param("divergence", attestations.divergence(appraisal))
                .param(
                        "fingerprint",
                        appraisal
                                .divergence()
                                .map(d -> d.fingerprint().toArray())
                                .orElse(null))
                .param(
                        "sets",
                        json.writeValueAsString(
                                by.sets().stream().map(GoldenSet::id).toList()))
                .param("result", result)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("host", stored.host())
                .param("id", stored.attestation())
                .update();
    }
}
