package dev.touchstone.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What is in memory is what the database shows, in whatever order it came about. */
@FleetTest
class FollowerIT {

    private final Fleet fleet;
    private final Stored stored;
    private final JdbcClient jdbc;
    private final DataSource pool;
    private final TransactionTemplate transaction;
    private final ChangeFeed feed;
    private final ChangePruning pruning;
    private final FleetState state;

    FollowerIT(
            Fleet fleet,
            Stored stored,
            JdbcClient jdbc,
            DataSource pool,
            TransactionTemplate transaction,
            ChangeFeed feed,
            ChangePruning pruning,
            FleetState state) {
        this.fleet = fleet;
        this.stored = stored;
        this.jdbc = jdbc;
        this.pool = pool;
        this.transaction = transaction;
        this.feed = feed;
        this.pruning = pruning;
        this.state = state;
    }

    private String decision(Object subject) {
        return fleet.admission(subject).json().path("decision").asString();
    }

    @Test
    void a_transaction_that_commits_late_with_a_small_number_is_not_lost() throws Exception {
        UUID early = stored.host("TRUSTED").id();
        UUID late = stored.host("TRUSTED").id();
        assertThat(decision(early)).isEqualTo("allow");
        try (Connection slow = pool.getConnection()) {
            slow.setAutoCommit(false);
            turn(slow, early);
            // Larger numbers, committed and seen long before.
            for (int i = 0; i < 3; i++) {
                stored.turn(late, i % 2 == 0 ? "DRIFTED" : "TRUSTED");
                assertThat(decision(late)).isEqualTo(i % 2 == 0 ? "quarantine" : "allow");
            }
            assertThat(decision(early)).isEqualTo("allow");
            slow.commit();
        }
        assertThat(decision(early)).isEqualTo("deny");
    }

    private static void turn(Connection connection, UUID host) throws Exception {
        try (var update = connection.prepareStatement("update host set verdict = 'REJECTED' where id = ?")) {
            update.setObject(1, host);
            update.executeUpdate();
        }
    }

    @Test
    void what_was_rolled_back_changes_nothing() {
        UUID host = stored.host("TRUSTED").id();
        transaction.executeWithoutResult(status -> {
            stored.turn(host, "REJECTED");
            status.setRollbackOnly();
        });
        assertThat(decision(host)).isEqualTo("allow");
    }

    @Test
    void names_that_change_places_in_one_transaction_are_never_nobodys() {
        var one = stored.host("TRUSTED");
        var other = stored.host("DRIFTED");
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("update host set name = null where id = ?").param(one.id()).update();
            jdbc.sql("update host set name = ? where id = ?")
                    .params(one.name(), other.id())
                    .update();
            jdbc.sql("update host set name = ? where id = ?")
                    .params(other.name(), one.id())
                    .update();
        });
        assertThat(fleet.admission(one.name()).json().path("hostId").asString())
                .isEqualTo(other.id().toString());
        assertThat(fleet.admission(other.name()).json().path("hostId").asString())
                .isEqualTo(one.id().toString());
    }

    @Test
    void a_key_binds_until_it_is_taken_away_or_its_ak_is_another() {
        UUID host = stored.host("TRUSTED").id();
        Bytes spki = HashAlgorithm.SHA256.hash(Bytes.ofUtf8("key of " + host));
        Bytes identifier = spki.slice(0, 20);
        jdbc.sql("""
                insert into client_key (spki_sha256, key_identifier, host_id, source, ak_name, registered_at,
                    registered_by)
                select ?, ?, id, 'certified', ak_name, now(), 'test' from host where id = ?""").params(spki.toArray(), identifier.toArray(), host).update();
        JsonNode answer = fleet.admission("?certificate=" + spki.toHex()).json();
        assertThat(answer.path("decision").asString()).isEqualTo("allow");
        assertThat(answer.path("binding").asString()).isEqualTo("certificate");
        assertThat(decision("?keyIdentifier=" + identifier.toHex())).isEqualTo("allow");

        jdbc.sql("update host set ak_name = ? where id = ?")
                .params(HashAlgorithm.SHA256.hash(spki).toArray(), host)
                .update();
        assertThat(decision("?certificate=" + spki.toHex())).isEqualTo("deny");

        jdbc.sql("update client_key set source = 'inventory', ak_name = null where host_id = ?")
                .param(host)
                .update();
        assertThat(fleet.admission("?certificate=" + spki.toHex())
                        .json()
                        .path("binding")
                        .asString())
                .isEqualTo("inventory");
        jdbc.sql("delete from client_key where host_id = ?").param(host).update();
        assertThat(decision("?certificate=" + spki.toHex())).isEqualTo("deny");
    }

    @Test
    void an_address_is_worth_no_more_than_a_quarantine() {
        UUID host = stored.host("TRUSTED").id();
        String mac = "02:00:00:%s".formatted(host.toString().substring(0, 6).replaceAll("(..)(..)(..)", "$1:$2:$3"));
        jdbc.sql("insert into host_address (mac, host_id, registered_at, registered_by) values (?, ?, now(), 'test')")
                .params(mac, host)
                .update();
        JsonNode answer = fleet.admission("?mac=" + mac.replace(':', '-').toUpperCase(Locale.ROOT))
                .json();
        assertThat(answer.path("decision").asString()).isEqualTo("quarantine");
        assertThat(answer.path("binding").asString()).isEqualTo("mac");
    }

    @Test
    void whoever_is_behind_what_was_pruned_reads_everything() {
        ChangeFeed.Mark before = look(Optional.empty());
        stored.host("TRUSTED");
        assertThat(continues(before)).isTrue();
        String now = jdbc.sql("select pg_snapshot_xmax(pg_current_snapshot())::text")
                .query(String.class)
                .single();
        transaction.executeWithoutResult(status -> {
            pruning.pruneBefore(now);
            assertThat(continues(before)).isFalse();
            assertThat(continues(look(Optional.empty()))).isTrue();
            status.setRollbackOnly();
        });
    }

    @Test
    void another_server_or_another_past_is_not_continued_from() {
        ChangeFeed.Mark mark = look(Optional.empty());
        assertThat(continues(mark)).isTrue();
        assertThat(continues(new ChangeFeed.Mark(mark.snapshot(), "2020-01-01 00:00:00+00")))
                .isFalse();
        assertThat(continues(new ChangeFeed.Mark("9000000000:9000000000:", mark.life())))
                .isFalse();
    }

    @Test
    void a_copy_of_another_database_is_not_read_over_and_over() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update admission_pruned set before = '9000000000'").update();
            jdbc.sql("insert into admission_change (xid, host_id) values ('9000000001', ?)")
                    .param(UUID.randomUUID())
                    .update();
            ChangeFeed.Mark mark = look(Optional.empty());
            assertThat(continues(mark)).isTrue();
            pruning.pruneBefore("3");
            assertThat(jdbc.sql("select before::text from admission_pruned")
                            .query(String.class)
                            .single())
                    .isEqualTo("3");
            assertThat(jdbc.sql("select count(*) from admission_change where xid > '9000000000'")
                            .query(Long.class)
                            .single())
                    .isZero();
            status.setRollbackOnly();
        });
    }

    private ChangeFeed.Mark look(Optional<ChangeFeed.Mark> before) {
        return feed.look(jdbc, before).mark();
    }

    private boolean continues(ChangeFeed.Mark before) {
        return feed.look(jdbc, Optional.of(before)).continues();
    }

    @Test
    void hosts_that_drifted_alike_share_their_reasons() {
        List<UUID> hosts =
                IntStream.range(0, 2).mapToObj(_ -> stored.host("DRIFTED").id()).toList();
        hosts.forEach(id -> jdbc.sql("""
                with reasons as (update attestation set reasons = :reasons::jsonb where host_id = :id)
                update host set version = version + 1 where id = :id""")
                .param("reasons", "[{\"code\": \"event-not-approved\", \"summary\": \"the very same\"}]")
                .param("id", id)
                .update());
        hosts.forEach(this::decision);
        List<HostStanding> standing = hosts.stream()
                .map(id -> state.find(new Subject.HostId(id)).orElseThrow().host())
                .toList();
        assertThat(standing.getFirst().evidence().orElseThrow().reasons())
                .hasSize(1)
                .isSameAs(standing.getLast().evidence().orElseThrow().reasons());
    }

    @Test
    void a_host_with_a_thousand_reasons_takes_no_more_room_than_with_a_few() {
        UUID host = stored.host("DRIFTED").id();
        jdbc.sql("""
                with reasons as (update attestation set reasons = (
                    select jsonb_agg(jsonb_build_object('code', 'event-not-approved', 'summary', 'event ' || n))
                    from generate_series(1, 1000) n) where host_id = :id)
                update host set version = version + 1 where id = :id""").param("id", host).update();
        JsonNode reasons = fleet.admission(host).json().path("reasons");
        assertThat(reasons.size()).isEqualTo(InternedReasons.MOST + 1);
        assertThat(reasons.path(InternedReasons.MOST).path("summary").asString())
                .startsWith("968 more");
    }
}
