package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.host.HostRecord;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The golden measurements in force. Which versions are approved is asked each time, so that every replica judges by the
 * same; their content never changes and is read once.
 */
@Component
public class GoldenSets {

    /** Versions of a set whose retirement is told to who still boots them. */
    private static final int RETIRED_REMEMBERED = 5;

    private final JdbcClient jdbc;
    private final ComponentJson json;
    private final HostValues values;
    private final Coverages coverages;
    private final Clock clock;
    private final Map<Key, GoldenSet> known = new ConcurrentHashMap<>();

    GoldenSets(JdbcClient jdbc, ComponentJson json, HostValues values, Coverages coverages, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.values = values;
        this.coverages = coverages;
        this.clock = clock;
    }

    private record Key(String name, int version) {}

    /** All that a host is judged by. */
    public HostGolden of(HostRecord host) {
        return inForce().of(host, values.of(host.id()));
    }

    /** Every approved version, and those retired lately, by which what was approved once is known. */
    public InForce inForce() {
        Map<Key, Boolean> keys = new HashMap<>();
        jdbc.sql("""
                select set_name, number, approved from (
                    select *, rank() over (partition by set_name, approved order by number desc) as age from (
                        select set_name, number, state = 'approved' and (retires_at is null or retires_at > :now)
                            as approved
                        from reference_version where state in ('approved', 'retired')) standing) known
                where approved or age <= :remembered""")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("remembered", RETIRED_REMEMBERED)
                .query((row, _) -> keys.put(new Key(row.getString(1), row.getInt(2)), row.getBoolean("approved")))
                .list();
        known.keySet().retainAll(keys.keySet());
        Map<Boolean, List<GoldenSet>> sets = keys.keySet().stream()
                .collect(Collectors.partitioningBy(
                        key -> Boolean.TRUE.equals(keys.get(key)),
                        Collectors.mapping(key -> known.computeIfAbsent(key, this::load), Collectors.toList())));
        return new InForce(
                sets.getOrDefault(true, List.of()), sets.getOrDefault(false, List.of()), coverages.inForce());
    }

    /** Every approved version. */
    List<GoldenSet> approved() {
        return inForce().approved();
    }

    private GoldenSet load(Key key) {
        return jdbc.sql("""
                select selector, components, content_sha256 from reference_version
                where set_name = ? and number = ?""")
                .params(key.name(), key.version())
                .query((row, _) -> new GoldenSet(
                        json.set(key.name(), key.version(), row.getString("selector"), row.getString("components")),
                        Bytes.of(row.getBytes("content_sha256"))))
                .single();
    }
}
