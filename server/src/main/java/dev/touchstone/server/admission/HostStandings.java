package dev.touchstone.server.admission;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.attestation.Judgement;
import dev.touchstone.server.drift.HostWaivers;
import dev.touchstone.server.drift.Waiver;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.host.VerdictInForce;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is known of hosts from one snapshot of the database. Retired ones are as good as unknown. */
@Component
class HostStandings {

    /** That its challenge was issued first spares the partitions before; by a minute, whoever's clock measured it. */
    private static final String HOSTS = """
            select h.id, h.name, h.state, h.verdict, h.evidence_issued_at, h.evidence_valid_until, h.last_attestation,
                a.verdict as shown, a.reasons
            from host h left join attestation a on a.host_id = h.id and a.id = h.last_attestation
                and a.received_at >= h.evidence_issued_at - interval '1 minute'
            where h.state <> 'RETIRED'
            """;

    private static final String KEYS = """
            select k.host_id, k.spki_sha256, k.key_identifier, k.source
            from client_key k join host h on h.id = k.host_id
            where (k.ak_name is null or k.ak_name = h.ak_name) and h.state <> 'RETIRED'
            """;

    private static final String ADDRESSES = "select a.host_id, a.mac from host_address a where true";

    private static final int FETCH = 2000;

    private final HostWaivers waivers;
    private final InternedReasons reasons;

    HostStandings(HostWaivers waivers, InternedReasons reasons) {
        this.waivers = waivers;
        this.reasons = reasons;
    }

    /** Those of these hosts that there are. */
    List<HostStanding> of(JdbcClient snapshot, Collection<UUID> ids) {
        List<HostStanding> found = new ArrayList<>();
        read(snapshot, Optional.of(ids), found::add);
        return found;
    }

    /** Every host, one by one. */
    void all(JdbcClient snapshot, Consumer<HostStanding> each) {
        // One look by index for each host: the history is far larger than the fleet.
        snapshot.sql("select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)")
                .query(_ -> {});
        read(snapshot, Optional.empty(), each);
    }

    private void read(JdbcClient snapshot, Optional<Collection<UUID>> ids, Consumer<HostStanding> each) {
        Map<UUID, List<HostStanding.Key>> keys = new HashMap<>();
        Map<UUID, List<String>> addresses = new HashMap<>();
        ask(snapshot, KEYS, "k.host_id", ids, row -> of(row, keys).add(key(row)));
        ask(snapshot, ADDRESSES, "a.host_id", ids, row -> of(row, addresses).add(row.getString("mac")));
        Map<UUID, Waiver> waived = waivers.of(snapshot, ids);
        ask(snapshot, HOSTS, "h.id", ids, row -> {
            UUID id = row.getObject("id", UUID.class);
            each.accept(new HostStanding(
                    id,
                    Optional.ofNullable(row.getString("name")),
                    verdict(row),
                    Optional.ofNullable(row.getObject("last_attestation", UUID.class)),
                    evidence(row),
                    Optional.ofNullable(waived.get(id)),
                    List.copyOf(keys.getOrDefault(id, List.of())),
                    List.copyOf(addresses.getOrDefault(id, List.of()))));
        });
    }

    @FunctionalInterface
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void ask(
            JdbcClient snapshot, String select, String column, Optional<Collection<UUID>> ids, Row each) {
        snapshot.sql(select + (ids.isPresent() ? " and " + column + " = any(:hosts)" : ""))
                .withFetchSize(FETCH)
                .params(ids.map(some -> Map.of("hosts", some.toArray(UUID[]::new)))
                        .orElse(Map.of()))
                .query(each::read);
    }

    private static <T> List<T> of(ResultSet row, Map<UUID, List<T>> parts) throws SQLException {
        return parts.computeIfAbsent(row.getObject("host_id", UUID.class), _ -> new ArrayList<>());
    }

    private static HostStanding.Key key(ResultSet row) throws SQLException {
        boolean certified = row.getString("source").equals("certified");
        return new HostStanding.Key(
                Bytes.of(row.getBytes("spki_sha256")),
                Bytes.of(row.getBytes("key_identifier")),
                certified ? Binding.CERTIFICATE : Binding.INVENTORY);
    }

    private static VerdictInForce verdict(ResultSet row) throws SQLException {
        return new VerdictInForce(
                HostState.valueOf(row.getString("state")),
                Verdict.valueOf(row.getString("verdict")),
                instant(row, "evidence_issued_at"),
                instant(row, "evidence_valid_until"));
    }

    private Optional<Judgement> evidence(ResultSet row) throws SQLException {
        @Nullable String shown = row.getString("shown");
        return shown == null
                ? Optional.empty()
                : Optional.of(new Judgement(Verdict.valueOf(shown), reasons.of(row.getString("reasons"))));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
