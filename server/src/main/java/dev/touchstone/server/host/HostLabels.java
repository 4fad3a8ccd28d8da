package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The labels of hosts: asks and grants. Who gets other sets to be judged by is trusted again when its evidence says so.
 */
@Component
public class HostLabels {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final HostRows rows;
    private final SelectedSets sets;
    private final VerdictTransitions transitions;
    private final Clock clock;

    HostLabels(
            JdbcClient jdbc,
            JsonMapper json,
            HostRows rows,
            SelectedSets sets,
            VerdictTransitions transitions,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
        this.sets = sets;
        this.transitions = transitions;
        this.clock = clock;
    }

    /** Whether a host not retired was granted all of these. */
    public boolean anyWith(Map<String, String> labels) {
        return jdbc.sql("select exists (select from host where labels @> ?::jsonb and state <> 'RETIRED')")
                .param(json.writeValueAsString(labels))
                .query(Boolean.class)
                .single();
    }

    /** The hosts not retired of these. */
    List<HostRecord> find(Collection<UUID> ids) {
        return select(ids, "");
    }

    /** The hosts not retired of these, held against change until the transaction ends. */
    List<HostRecord> lock(Collection<UUID> ids) {
        return select(ids, " for update");
    }

    private List<HostRecord> select(Collection<UUID> ids, String hold) {
        String list = ids.stream().map(UUID::toString).collect(Collectors.joining(","));
        String sql = "select * from host where id = any (string_to_array(?, ',')::uuid[]) and state <> 'RETIRED'"
                + " order by id" + hold;
        return jdbc.sql(sql).param(list).query(rows).list();
    }

    /** Refuses if any of these would be selected by two sets that own the same component. */
    void requireNoConflict(Collection<Map<String, String>> labels) {
        new HashSet<>(labels).forEach(sets::requireNoConflict);
    }

    /** Grants each of these hosts, all held, its labels anew. */
    void grant(Map<HostRecord, Map<String, String>> granted, String why) {
        requireNoConflict(granted.values());
        Map<Move, Boolean> same = granted.entrySet().stream()
                .map(e -> new Move(e.getKey().labels(), e.getValue()))
                .distinct()
                .collect(Collectors.toMap(m -> m, m -> sets.same(m.from(), m.to())));
        Set<HostRecord> unjudged = new HashSet<>();
        granted.forEach((host, labels) -> {
            update(host.id(), labels);
            if (!same.getOrDefault(new Move(host.labels(), labels), false)) {
                unjudged.add(host);
            }
        });
        unjudged.stream().filter(h -> h.verdict() == Verdict.TRUSTED).forEach(h -> untrust(h, why));
    }

    private record Move(Map<String, String> from, Map<String, String> to) {}

    private void update(UUID id, Map<String, String> labels) {
        jdbc.sql("""
                update host set labels = ?::jsonb, labels_source = 'operator', version = version + 1
                where id = ?""").params(json.writeValueAsString(labels), id).update();
    }

    private void untrust(HostRecord host, String why) {
        Instant now = clock.instant();
        jdbc.sql("update host set verdict = 'PENDING', verdict_since = ? where id = ?")
                .params(now.atOffset(ZoneOffset.UTC), host.id())
                .update();
        transitions.record(host.id(), host.verdict(), Verdict.PENDING, TransitionCause.APPROVAL, null, why, now);
    }
}
