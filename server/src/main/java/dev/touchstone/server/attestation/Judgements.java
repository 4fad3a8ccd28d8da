package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.server.reference.HostGolden;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Rewrites what stored evidence was found to show; the evidence stays, and so does what was found at first. */
@Component
class Judgements {

    private final JdbcClient jdbc;
    private final JudgementColumns judgement;

    Judgements(JdbcClient jdbc, JudgementColumns judgement) {
        this.jdbc = jdbc;
        this.judgement = judgement;
    }

    void rewrite(StoredEvidence stored, Appraisal appraisal, HostGolden by, String result, Instant now) {
        StatementSpec update = jdbc.sql("""
                update attestation set
                    first_judgement = coalesce(first_judgement, jsonb_build_object('verdict', verdict,
                        'reasons', reasons, 'matched', matched, 'referenceSets', reference_sets, 'result', result)),
                    verdict = :verdict, reasons = :reasons::jsonb, notes = :notes::jsonb, matched = :matched::jsonb,
                    not_checked = :notChecked::jsonb, not_checked_events = :notCheckedEvents::jsonb,
                    divergence = :divergence::jsonb, fingerprint = :fingerprint, reference_sets = :sets::jsonb,
                    result = :result, reappraised_at = :now
                where host_id = :host and id = :id""");
        judgement
                .bind(update, appraisal, by)
                .param("result", result)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("host", stored.host())
                .param("id", stored.attestation())
                .update();
    }
}
