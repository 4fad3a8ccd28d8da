package dev.touchstone.server.host;

import dev.touchstone.server.problem.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists and counts hosts. The same condition serves the list and the counts, so that they cannot disagree. */
@Component
public class HostList {

    /** Rows a page may have. */
    public static final int MAX_LIMIT = 500;

    /** {@link EffectiveVerdict#of} in SQL. */
    private static final String EFFECTIVE = """
            case when verdict = 'REJECTED' then 'REJECTED'
                 when state not in ('ACTIVE', 'MAINTENANCE') then 'PENDING'
                 when evidence_valid_until <= :now then 'STALE'
                 else verdict end""";

    private static final String IN_STATE = "(state = :state or cast(:state as text) is null and state <> 'RETIRED')";

    private final JdbcClient jdbc;
    private final HostRows rows;

    HostList(JdbcClient jdbc, HostRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /**
     * Which hosts; retired ones only when asked for by state.
     *
     * @param after the id the page before ended with
     */
    public record Query(
            @Nullable EffectiveVerdict verdict,
            @Nullable HostState state,
            @Nullable String after,
            int limit) {}

    /**
     * Some hosts in order of their ids.
     *
     * @param next what to ask for next; null at the end
     */
    public record Slice(List<HostRecord> hosts, @Nullable String next) {}

    /** One page. */
    public Slice page(Query query, Instant now) {
        List<HostRecord> found = jdbc.sql("select * from host where (cast(:verdict as text) is null or (" + EFFECTIVE
                        + ") = :verdict) and " + IN_STATE
                        + " and (cast(:after as uuid) is null or id > cast(:after as uuid))"
                        + " order by id limit :limit")
                .param("verdict", name(query.verdict()))
                .param("state", name(query.state()))
                .param("after", query.after() == null ? null : uuid(query.after()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", query.limit() + 1)
                .query(rows)
                .list();
        boolean more = found.size() > query.limit();
        List<HostRecord> hosts = more ? found.subList(0, query.limit()) : found;
        return new Slice(hosts, more ? hosts.getLast().id().toString() : null);
    }

    /** Hosts not retired by verdict, every verdict named. */
    public Map<EffectiveVerdict, Long> posture(Instant now) {
        return posture(null, now);
    }

    /** Hosts by verdict, every verdict named; those in one state or, where {@code state} is null, not retired. */
    public Map<EffectiveVerdict, Long> posture(@Nullable HostState state, Instant now) {
        Map<EffectiveVerdict, Long> posture = new EnumMap<>(EffectiveVerdict.class);
        for (EffectiveVerdict verdict : EffectiveVerdict.values()) {
            posture.put(verdict, 0L);
        }
        jdbc.sql("select " + EFFECTIVE + " as effective, count(*) as hosts from host where " + IN_STATE + " group by 1")
                .param("state", name(state))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        posture.put(EffectiveVerdict.valueOf(row.getString("effective")), row.getLong("hosts")))
                .list();
        return posture;
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "cursor-invalid", "after is no cursor of this list.");
        }
    }
}
