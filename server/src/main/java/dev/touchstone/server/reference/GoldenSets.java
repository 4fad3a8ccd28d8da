package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The golden measurements in force. Which versions are approved is asked each time, so that every replica judges by the
 * same; their content never changes and is read once.
 */
@Component
public class GoldenSets {

    private final JdbcClient jdbc;
    private final ComponentJson json;
    private final Map<Key, GoldenSet> known = new ConcurrentHashMap<>();

    GoldenSets(JdbcClient jdbc, ComponentJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Key(String name, int version) {}

    /** The approved versions that select a host with these granted labels. */
    public List<GoldenSet> selecting(Map<String, String> labels) {
        return approved().stream().filter(s -> s.reference().selects(labels)).toList();
    }

    /** Every approved version. */
    List<GoldenSet> approved() {
        Set<Key> keys = jdbc.sql("select set_name, number from reference_version where state = 'approved'")
                .query((row, _) -> new Key(row.getString(1), row.getInt(2)))
                .set();
        known.keySet().retainAll(keys);
        List<GoldenSet> sets = new ArrayList<>(keys.size());
        keys.forEach(key -> sets.add(known.computeIfAbsent(key, this::load)));
        return sets;
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
