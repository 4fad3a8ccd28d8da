package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The only way by which evidence moves a host's verdict and high-water mark. */
@Component
public class HostEvidence {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final VerdictTransitions transitions;

    HostEvidence(JdbcClient jdbc, JsonMapper json, VerdictTransitions transitions) {
        this.jdbc = jdbc;
        this.json = json;
        this.transitions = transitions;
    }

    /**
     * What accepted evidence changes.
     *
     * @param issuedAt when its challenge was issued
     * @param matched the version of each reference set that its boot is of; empty unless all matched
     * @param rolledBack whether it shows that the TPM went back in time
     */
    public record Accepted(
            UUID attestation,
            Verdict verdict,
            HighWater highWater,
            boolean rolledBack,
            Instant issuedAt,
            Instant validUntil,
            Map<String, Integer> matched,
            String detail) {}

    /**
     * Applies evidence to a host that the caller has locked; the mark never goes down.
     *
     * @param before the host as locked
     * @return whether the verdict changed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean apply(HostRecord before, Accepted evidence, Instant now) {
        boolean changed = before.verdict() != evidence.verdict();
        HighWater mark = before.highWater()
                .filter(m -> m.compareTo(evidence.highWater()) > 0)
                .orElse(evidence.highWater());
        jdbc.sql("""
                update host set verdict = :verdict,
                    verdict_since = case when :changed then :now else verdict_since end,
                    last_attestation = :attestation, evidence_issued_at = :issuedAt,
                    evidence_valid_until = :validUntil, reset_count = :resetCount, restart_count = :restartCount,
                    clock = :clock, rolled_back = rolled_back or :rolledBack,
                    matched = case when :verdict = 'TRUSTED' then :matched::jsonb else matched end,
                    trusted_attestation =
                        case when :verdict = 'TRUSTED' then :attestation else trusted_attestation end,
                    version = version + 1
                where id = :id""")
                .param("verdict", evidence.verdict().name())
                .param("changed", changed)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("attestation", evidence.attestation())
                .param("issuedAt", evidence.issuedAt().atOffset(ZoneOffset.UTC))
                .param("validUntil", evidence.validUntil().atOffset(ZoneOffset.UTC))
                .param("resetCount", mark.resetCount())
                .param("restartCount", mark.restartCount())
                .param("clock", mark.clock())
                .param("rolledBack", evidence.rolledBack())
                .param("matched", json.writeValueAsString(evidence.matched()))
                .param("id", before.id())
                .update();
        if (changed) {
            transitions.record(
                    before.id(),
                    before.verdict(),
                    evidence.verdict(),
                    TransitionCause.EVIDENCE,
                    evidence.attestation(),
                    evidence.detail(),
                    now);
        }
        return changed;
    }
}
