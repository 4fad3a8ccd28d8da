package dev.touchstone.server.attestation;

import dev.touchstone.server.problem.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Submissions under a host's id that its key did not sign. They are counted and shown, and move nothing: whoever knows
 * a host's id must not be able to make it look bad.
 */
@Component
public class RejectedSubmissions {

    private static final int MAX_DETAIL = 500;

    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final Clock clock;

    RejectedSubmissions(JdbcClient jdbc, MeterRegistry meters, Clock clock) {
        this.jdbc = jdbc;
        this.meters = meters;
        this.clock = clock;
    }

    /** Counts a refusal and hands it back to be thrown. */
    public Refusal recorded(Refusal refusal, UUID host, String source) {
        meters.counter("touchstone.evidence.received", "outcome", "refused", "reason", refusal.code())
                .increment();
        Instant now = clock.instant();
        String detail = refusal.detail();
        jdbc.sql("""
                insert into rejected_submission (host_id, hour, code, count, last_at, last_source, last_detail)
                values (:host, :hour, :code, 1, :now, :source, :detail)
                on conflict (host_id, hour, code) do update set count = rejected_submission.count + 1,
                    last_at = excluded.last_at, last_source = excluded.last_source,
                    last_detail = excluded.last_detail""")
                .param("host", host)
                .param("hour", now.truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC))
                .param("code", refusal.code())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("source", source)
                .param("detail", detail.substring(0, Math.min(detail.length(), MAX_DETAIL)))
                .update();
        return refusal;
    }

    /**
     * The refusals of one code.
     *
     * @param lastSource the address the latest came from
     */
    public record Refused(String code, long count, Instant lastAt, String lastSource, String lastDetail) {}

    /** What was refused under a host's id, the latest first. */
    public List<Refused> of(UUID host) {
        return jdbc.sql("""
                select code, sum(count) as count, max(last_at) as last_at,
                    (array_agg(last_source order by last_at desc))[1] as last_source,
                    (array_agg(last_detail order by last_at desc))[1] as last_detail
                from rejected_submission where host_id = ? group by code order by 3 desc""").param(host).query((row, _) -> refused(row)).list();
    }

    /** The refusals of one code under one host's id within a span. */
    public record Recent(UUID host, String name, Refused refused) {}

    /**
     * What was refused since a moment, the latest first; at most {@code limit} rows.
     *
     * @param code only refusals of this code; any if empty
     */
    public List<Recent> since(Instant from, Optional<String> code, int limit) {
        return jdbc.sql("""
                select r.host_id, coalesce(h.name, h.claimed_name, r.host_id::text) as name, r.*
                from (select host_id, code, sum(count) as count, max(last_at) as last_at,
                        (array_agg(last_source order by last_at desc))[1] as last_source,
                        (array_agg(last_detail order by last_at desc))[1] as last_detail
                    from rejected_submission
                    where hour > :from and (cast(:code as text) is null or code = :code)
                    group by host_id, code order by max(last_at) desc limit :limit) r
                left join host h on h.id = r.host_id order by r.last_at desc""")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("code", code.orElse(null))
                .param("limit", limit)
                .query((row, _) ->
                        new Recent(row.getObject("host_id", UUID.class), row.getString("name"), refused(row)))
                .list();
    }

    /** How often each code was refused since a moment, the most frequent first. */
    public Map<String, Long> counts(Instant from) {
        Map<String, Long> counts = new LinkedHashMap<>();
        jdbc.sql(
                        "select code, sum(count) as count from rejected_submission where hour > ? group by code order by 2 desc")
                .param(from.atOffset(ZoneOffset.UTC))
                .query((row, _) -> counts.put(row.getString("code"), row.getLong("count")))
                .list();
        return counts;
    }

    private static Refused refused(ResultSet row) throws SQLException {
        return new Refused(
                row.getString("code"),
                row.getLong("count"),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                row.getString("last_source"),
                row.getString("last_detail"));
    }
}
