package dev.touchstone.server.drift;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Compares the labels of a cluster's members with one another and with the rest of the fleet's. */
@Component
public class ClusterLabels {

    private static final int VALUES = 20;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ClusterLabels(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A value among the members: how many have it, how many have the key, and how many values there are of it. */
    private record Value(String key, String text, long hosts, long withKey, long values) {}

    /** The labels that all members of a cluster have, of several clusters at once. */
    public Map<Long, Map<String, String>> common(Collection<Long> clusters) {
        Map<Long, Map<String, String>> common = new HashMap<>();
        jdbc.sql("""
                select p.cluster_id, l.key, min(l.value) as value from drift_present p, jsonb_each_text(p.labels) l
                where p.cluster_id = any(:clusters) group by 1, 2
                having count(distinct l.value) = 1
                    and count(*) = (select count(*) from drift_present q where q.cluster_id = p.cluster_id)""").param("clusters", clusters.toArray(Long[]::new)).query(row -> {
            common.computeIfAbsent(row.getLong("cluster_id"), _ -> new TreeMap<>())
                    .put(row.getString("key"), row.getString("value"));
        });
        return common;
    }

    /** How the members are labelled. */
    public LabelsView of(Cluster cluster) {
        Map<String, String> common = new TreeMap<>();
        List<LabelsView.Apart> apart = new ArrayList<>();
        byKey(cluster.id()).forEach((key, values) -> {
            if (values.getFirst().hosts() == cluster.hosts()) {
                common.put(key, values.getFirst().text());
            } else {
                apart.add(apart(key, values, cluster.hosts()));
            }
        });
        Map<String, String> only = new TreeMap<>(common);
        only.entrySet().removeIf(label -> isElsewhere(cluster.id(), label));
        return new LabelsView(common, only, apart);
    }

    private Map<String, List<Value>> byKey(long cluster) {
        return jdbc
                .sql("""
                select * from (
                    select key, value, hosts, sum(hosts) over (partition by key) as with_key,
                        count(*) over (partition by key) as values,
                        row_number() over (partition by key order by hosts desc, value) as place
                    from (select l.key, l.value, count(*) as hosts
                          from drift_present p, jsonb_each_text(p.labels) l
                          where p.cluster_id = :cluster group by 1, 2) counted) ranked
                where place <= :values order by key, place""")
                .param("cluster", cluster)
                .param("values", VALUES)
                .query((row, _) -> new Value(
                        row.getString("key"),
                        row.getString("value"),
                        row.getLong("hosts"),
                        row.getLong("with_key"),
                        row.getLong("values")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Value::key, TreeMap::new, Collectors.toList()));
    }

    private static LabelsView.Apart apart(String key, List<Value> values, long hosts) {
        Map<String, Long> counts = new LinkedHashMap<>();
        values.forEach(v -> counts.put(v.text(), v.hosts()));
        Value first = values.getFirst();
        return new LabelsView.Apart(key, counts, first.values() - counts.size(), hosts - first.withKey());
    }

    private boolean isElsewhere(long cluster, Map.Entry<String, String> label) {
        return jdbc.sql("""
                select exists (select from host h
                    where h.labels @> :label::jsonb and h.state in ('ACTIVE', 'MAINTENANCE')
                      and not exists (select from drift_present p where p.host_id = h.id and p.cluster_id = :cluster))""")
                .param("label", json.writeValueAsString(Map.of(label.getKey(), label.getValue())))
                .param("cluster", cluster)
                .query(Boolean.class)
                .single();
    }
}
