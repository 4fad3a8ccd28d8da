package dev.touchstone.server.reference;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The components fleets require, each rule for the hosts its labels select. Asked each time, as golden sets are. */
@Repository
public class Coverages {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Coverages(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** One rule. Also its form on the wire. */
    record Coverage(String name, Map<String, String> selector, List<Integer> components) {}

    /** All rules, as hosts are judged by them. */
    List<dev.touchstone.reference.Coverage> inForce() {
        return list().stream()
                .map(c -> new dev.touchstone.reference.Coverage(c.name(), c.selector(), Set.copyOf(c.components())))
                .toList();
    }

    List<Coverage> list() {
        return jdbc.sql("select name, selector, components from coverage order by name")
                .query(this::read)
                .list();
    }

    Optional<Coverage> find(String name) {
        return jdbc.sql("select name, selector, components from coverage where name = ?")
                .param(name)
                .query(this::read)
                .optional();
    }

    void put(Coverage coverage, UUID change) {
        jdbc.sql("""
                insert into coverage (name, selector, components, change_id)
                values (:name, :selector::jsonb, string_to_array(:components, ',')::integer[], :change)
                on conflict (name) do update set selector = excluded.selector, components = excluded.components,
                    change_id = excluded.change_id""")
                .param("name", coverage.name())
                .param("selector", json.writeValueAsString(coverage.selector()))
                .param(
                        "components",
                        coverage.components().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .param("change", change)
                .update();
    }

    void remove(String name) {
        jdbc.sql("delete from coverage where name = ?").param(name).update();
    }

    private Coverage read(ResultSet row, int number) throws SQLException {
        return new Coverage(
                row.getString("name"),
                json.readValue(row.getString("selector"), LABELS),
                numbers(row.getArray("components")));
    }

    private static List<Integer> numbers(Array column) throws SQLException {
        return Arrays.asList((Integer[]) column.getArray());
    }
}
