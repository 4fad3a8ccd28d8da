package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Moves the verdict of a host that the caller has locked to what evidence shows of it, new or old. */
@Component
class HostVerdicts {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final VerdictTransitions transitions;

    HostVerdicts(JdbcClient jdbc, JsonMapper json, VerdictTransitions transitions) {
        this.jdbc = jdbc;
        this.json = json;
        this.transitions = transitions;
    }

    /**
     * What evidence shows.
     *
     * @param matched the version of each reference set that its boot is of; empty unless all matched
     */
    record Shown(
            UUID attestation, Verdict verdict, Map<String, Integer> matched, TransitionCause cause, String detail) {}

    /**
     * Moves it.
     *
     * @param besides other columns to set, each with a comma after it
     * @param params their values
     * @return whether the verdict changed
     */
    boolean move(HostRecord before, Shown shown, String besides, UnaryOperator<StatementSpec> params, Instant now) {
        boolean changed = before.verdict() != shown.verdict();
        StatementSpec update = jdbc.sql("update host set " + besides + """
                 verdict = :verdict, verdict_since = case when :changed then :now else verdict_since end,
                    matched = case when :verdict = 'TRUSTED' then :matched::jsonb else matched end,
                    trusted_attestation =
                        case when :verdict = 'TRUSTED' then :attestation else trusted_attestation end,
                    version = version + 1
                where id = :id""");
        params.apply(update)
                .param("verdict", shown.verdict().name())
                .param("changed", changed)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("matched", json.writeValueAsString(shown.matched()))
                .param("attestation", shown.attestation())
                .param("id", before.id())
                .update();
        if (changed) {
            transitions.record(
                    before.id(),
                    before.verdict(),
                    shown.verdict(),
                    shown.cause(),
                    shown.attestation(),
                    shown.detail(),
                    now);
        }
        return changed;
    }
}
