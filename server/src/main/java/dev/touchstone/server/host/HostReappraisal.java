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

/**
 * The way by which a change of what is golden moves a host's verdict: its evidence stays as old as it is, and neither
 * the high-water mark nor a rollback is touched.
 */
@Component
public class HostReappraisal {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final VerdictTransitions transitions;

    HostReappraisal(JdbcClient jdbc, JsonMapper json, VerdictTransitions transitions) {
        this.jdbc = jdbc;
        this.json = json;
        this.transitions = transitions;
    }

    /**
     * What the evidence in force shows now.
     *
     * @param attestation that evidence
     * @param matched the version of each reference set that its boot is of
     */
    public record Found(UUID attestation, Verdict verdict, Map<String, Integer> matched, String detail) {}

    /**
     * Applies it to a host that the caller has locked.
     *
     * @throws IllegalArgumentException for a host that is REJECTED or rolled back, which only new evidence or a person
     *     ends, or whose last evidence is another
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(HostRecord before, Found found, Instant now) {
        boolean last =
                before.lastAttestation().filter(found.attestation()::equals).isPresent();
        if (before.verdict() == Verdict.REJECTED || before.rolledBack() || !last) {
            throw new IllegalArgumentException("host " + before.id() + " cannot be appraised again by this evidence");
        }
        boolean changed = before.verdict() != found.verdict();
        jdbc.sql("""
                update host set verdict = :verdict,
                    verdict_since = case when :changed then :now else verdict_since end,
                    matched = case when :verdict = 'TRUSTED' then :matched::jsonb else matched end,
                    trusted_attestation =
                        case when :verdict = 'TRUSTED' then :attestation else trusted_attestation end,
                    version = version + 1
                where id = :id""")
                .param("verdict", found.verdict().name())
                .param("changed", changed)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("matched", json.writeValueAsString(found.matched()))
                .param("attestation", found.attestation())
                .param("id", before.id())
                .update();
        if (changed) {
            transitions.record(
                    before.id(),
                    before.verdict(),
                    found.verdict(),
                    TransitionCause.RE_APPRAISAL,
                    found.attestation(),
                    found.detail(),
                    now);
        }
    }
}
