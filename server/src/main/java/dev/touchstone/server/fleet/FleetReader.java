package dev.touchstone.server.fleet;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.host.VerdictInForce;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads hosts from one snapshot of the database, retired ones too. */
@Component
class FleetReader {

    private static final String SELECT = """
            select id, coalesce(name, claimed_name) as shown, name is not null as granted, state, verdict, verdict_since,
                evidence_issued_at, evidence_valid_until, labels::text as labels, identity, matched::text as matched
            from host""";

    private static final int FETCH = 2000;
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> VERSIONS = new TypeReference<>() {};

    private final Clusters clusters;
    private final JsonMapper json;
    private final Shared<Map<String, String>> labels;
    private final Shared<Map<String, Integer>> versions;

    FleetReader(Clusters clusters, JsonMapper json) {
        this.clusters = clusters;
        this.json = json;
        this.labels = new Shared<>(text -> Map.copyOf(this.json.readValue(text, LABELS)));
        this.versions = new Shared<>(text -> Map.copyOf(this.json.readValue(text, VERSIONS)));
    }

    /** Those of these hosts that there are. */
    List<ListedHost> of(JdbcClient snapshot, Collection<UUID> ids) {
        List<ListedHost> found = new ArrayList<>();
        read(snapshot, Optional.of(ids), found::add);
        return found;
    }

    /** Each of some hosts or, if {@code ids} is empty, of all. */
    void read(JdbcClient snapshot, Optional<Collection<UUID>> ids, Consumer<ListedHost> each) {
        Map<UUID, Long> members = clusters.of(snapshot, ids);
        snapshot.sql(SELECT + (ids.isPresent() ? " where id = any(:hosts)" : ""))
                .withFetchSize(FETCH)
                .params(ids.map(some -> Map.of("hosts", some.toArray(UUID[]::new)))
                        .orElse(Map.of()))
                .query((ResultSet row) -> each.accept(host(row, members)));
    }

    private ListedHost host(ResultSet row, Map<UUID, Long> members) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new ListedHost(
                id,
                row.getString("shown"),
                row.getBoolean("granted"),
                new VerdictInForce(
                        HostState.valueOf(row.getString("state")),
                        Verdict.valueOf(row.getString("verdict")),
                        instant(row, "evidence_issued_at"),
                        instant(row, "evidence_valid_until")),
                instant(row, "verdict_since").orElseThrow(),
                labels.of(row.getString("labels")),
                Objects.requireNonNull(row.getString("identity")).intern(),
                versions.of(row.getString("matched")),
                Optional.ofNullable(members.get(id)));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
