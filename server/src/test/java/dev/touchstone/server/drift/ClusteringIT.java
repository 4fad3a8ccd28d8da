package dev.touchstone.server.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Appraiser;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.attestation.HostAppraised;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.notify.Receiver;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Hosts alike are together, however many arrive at once: appraised as evidence is, without TPMs of their own. */
@FleetTest
class ClusteringIT {

    private static final Machine GOLDEN = Machine.booted("quiet");

    private final JdbcClient jdbc;
    private final Hosts hosts;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;
    private final ClusterUpkeep upkeep;
    private final MovableClock clock;
    private final Ledger.Book book;
    private final TestServer server;
    private final Drifting drifting;
    private final ReferenceSet golden;

    ClusteringIT(
            JdbcClient jdbc,
            Hosts hosts,
            ApplicationEventPublisher events,
            TransactionOperations transactions,
            ClusterUpkeep upkeep,
            MovableClock clock,
            Ledger.Book book,
            TestServer server,
            Fleet fleet) {
        this.jdbc = jdbc;
        this.hosts = hosts;
        this.events = events;
        this.transactions = transactions;
        this.upkeep = upkeep;
        this.clock = clock;
        this.book = book;
        this.server = server;
        this.drifting = new Drifting(fleet, jdbc);
        ReplayedBoot boot = GOLDEN.boot();
        this.golden = new ReferenceSet("golden", 1, Map.of(), Capture.of(boot, "golden", Capture.capturable(boot)));
    }

    private UUID host(String label) {
        UUID id = UUID.randomUUID();
        byte[] key = HashAlgorithm.SHA256.hash(Bytes.ofUtf8(id.toString())).toArray();
        jdbc.sql("""
                insert into host (id, labels, claimed_name, state, ek_name, ek_public, ek_spki_sha256, identity,
                    ak_name, ak_public, verdict_since, created_at)
                values (:id, jsonb_build_object('kind', cast(:label as text), 'own', cast(:id as text)), 'made', 'ACTIVE',
                    :key, :key, :key, 'virtual', :key, :key, now(), now())""").param("id", id).param("label", label).param("key", key).update();
        return id;
    }

    private List<UUID> hosts(int number) {
        String label = Fleet.newName("kind");
        return IntStream.range(0, number).mapToObj(_ -> host(label)).toList();
    }

    private Appraisal appraise(ReplayOutcome outcome) {
        return Appraiser.appraise(outcome, List.of(golden));
    }

    /** As the evidence transaction does it: under the host's lock. */
    private void appraised(UUID id, Machine machine) {
        appraised(id, Optional.of(machine.boot()), appraise(machine.outcome()));
    }

    private void appraised(UUID id, Optional<ReplayedBoot> boot, Appraisal appraisal) {
        transactions.executeWithoutResult(_ -> {
            HostRecord before = hosts.lock(id).orElseThrow();
            jdbc.sql("update host set verdict = ? where id = ?")
                    .params(appraisal.verdict().name(), id)
                    .update();
            events.publishEvent(
                    new HostAppraised(before, UUID.randomUUID(), boot, Carried.nothing(), appraisal, Instant.now()));
        });
    }

    private static Machine other() {
        return Machine.booted(Fleet.newName("other"));
    }

    @Test
    void twenty_hosts_at_once_are_one_cluster_of_which_people_are_told_once() throws Exception {
        List<UUID> all = hosts(20);
        Machine other = other();
        atOnce(all.stream().map(id -> run(() -> appraised(id, other))).toList());
        assertThat(all).extracting(drifting::clusterOf).containsOnly(drifting.clusterOf(all.getFirst()));
        long cluster = drifting.clusterOf(all.getFirst());
        assertThat(drifting.cluster(cluster).path("hosts").asLong()).isEqualTo(20);
        upkeep.run();
        assertThat(drifting.told(cluster, "drift.cluster.opened"))
                .as("more may come")
                .isZero();
        settled();
        settled();
        assertThat(drifting.told(cluster, "drift.cluster.opened")).isEqualTo(1);
        assertThat(drifting.told(cluster, "drift.cluster.grew")).isZero();
        assertThat(book.count(
                        Ledger.Book.TOLD, "subject = 'drift-cluster/" + cluster + "' and (data ->> 'hosts')::int = 20"))
                .isEqualTo(1);
    }

    /**
     * By default, that is: who asks for hosts gets hosts. Most of them are made in one go, as are what is told of them.
     */
    @Test
    void five_thousand_hosts_that_drift_alike_are_one_message() throws Exception {
        List<UUID> few = hosts(20);
        Machine other = other();
        try (Receiver receiver = Receiver.accepting()) {
            Answer hook = server.post("/api/v1/webhooks", Map.of("url", receiver.url()));
            atOnce(few.stream().map(id -> run(() -> appraised(id, other))).toList());
            long cluster = drifting.clusterOf(few.getFirst());
            String subject = "drift-cluster/" + cluster;
            crowd(cluster, 4980);
            settled();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !receiver.about(subject).isEmpty());
            few.forEach(id -> appraised(id, GOLDEN));
            disperse();
            upkeep.run();
            // In order: what was told of it before has come.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> receiver.about(subject).size() > 1);
            assertThat(receiver.about(subject))
                    .extracting(m -> m.json().path("type").asString())
                    .containsExactly(
                            "dev.touchstone.drift.cluster.opened.v1", "dev.touchstone.drift.cluster.closed.v1");
            assertThat(receiver.about(subject)
                            .getFirst()
                            .json()
                            .path("data")
                            .path("hosts")
                            .asInt())
                    .isEqualTo(5000);
            assertThat(receiver.received()).noneMatch(m -> m.subject().startsWith("host/"));
            String id = hook.json().path("webhook").path("id").asString();
            server.send("DELETE", "/api/v1/webhooks/" + id, BodyPublishers.noBody(), "If-Match", hook.header("ETag"));
        } finally {
            disperse();
        }
    }

    private void crowd(long cluster, int number) {
        jdbc.sql("""
                with ids as materialized (select gen_random_uuid() as id from generate_series(1, :number)),
                keys as (select id, sha256(id::text::bytea) as key from ids),
                told as (insert into outbox (at, kind, subject, payload)
                    select now(), 'host.verdict.changed', 'host/' || id, '{}' from ids),
                made as (insert into host (id, claimed_name, state, ek_name, ek_public, ek_spki_sha256, identity, ak_name,
                        ak_public, verdict, verdict_since, created_at)
                    select id, 'crowd', 'ACTIVE', key, key, key, 'virtual', key, key, 'DRIFTED', now(), now() from keys)
                insert into drift_member (host_id, cluster_id, attestation_id, since, grave, announced, secure_boot, dbx)
                select id, :cluster, id, now(), '{}', '{}', 'unknown', 'unknown' from ids""").param("number", number).param("cluster", cluster).update();
    }

    private void disperse() {
        jdbc.sql("delete from drift_member where host_id in (select id from host where claimed_name = 'crowd')")
                .update();
        jdbc.sql("delete from host where claimed_name = 'crowd'").update();
    }

    /** New clusters have gathered hosts for long enough to be told of. */
    private void settled() throws Exception {
        clock.at(Duration.ofSeconds(31), () -> {
            upkeep.run();
            return true;
        });
    }

    @Test
    void hosts_that_change_places_at_once_wait_for_nobody_who_waits() {
        List<UUID> all = hosts(16);
        Machine one = other();
        Machine two = other();
        for (int round = 0; round < 6; round++) {
            int even = round % 2;
            atOnce(IntStream.range(0, all.size())
                    .mapToObj(i -> run(() -> appraised(all.get(i), i % 2 == even ? one : two)))
                    .toList());
        }
        assertThat(all.stream().map(drifting::clusterOf).distinct()).hasSize(2);
        assertThat(open(one)).isEqualTo(1);
        assertThat(open(two)).isEqualTo(1);
        atOnce(all.stream().map(id -> run(() -> appraised(id, GOLDEN))).toList());
        upkeep.run();
        assertThat(open(one) + open(two)).isZero();
    }

    private long open(Machine machine) {
        return jdbc.sql("select count(*) from drift_cluster where fingerprint = ? and closed_at is null")
                .param(Drift.fingerprint(appraise(machine.outcome())).toArray())
                .query(Long.class)
                .single();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one type of work
    private static void atOnce(List<Callable<Boolean>> work) {
        AtOnce.of((Callable<Boolean>[]) work.toArray(new Callable[0]));
    }

    private static Callable<Boolean> run(Runnable work) {
        return () -> {
            work.run();
            return true;
        };
    }

    /** The oracle knows nothing of matching: it compares which digests were measured in place of the golden ones. */
    @Test
    void clusters_are_the_sets_of_unmatched_digests() {
        Random random = new Random(7);
        String run = Fleet.newName("run");
        Map<UUID, Set<String>> unmatched = new HashMap<>();
        for (UUID id : hosts(60)) {
            Set<String> changes = new TreeSet<>();
            appraised(id, random(random, run, changes));
            unmatched.put(id, changes);
        }
        unmatched.forEach((one, of) -> unmatched.forEach((two, with) -> {
            boolean together = !of.isEmpty() && !with.isEmpty() && drifting.clusterOf(one) == drifting.clusterOf(two);
            assertThat(together).as("%s and %s", of, with).isEqualTo(!of.isEmpty() && of.equals(with));
        }));
        unmatched.forEach((id, of) -> assertThat(drifting.isInNone(id)).isEqualTo(of.isEmpty()));
    }

    private static Machine random(Random random, String run, Set<String> changes) {
        Machine machine = Machine.ofBothBanks();
        List.of(0, 1, 2, 3, 6, 7).forEach(pcr -> measure(machine, pcr, "firmware " + pcr, random, run, changes));
        measure(machine, 4, "loader", random, run, changes);
        measure(machine, 4, "kernel", random, run, changes);
        measure(machine, 5, "partitions", random, run, changes);
        return measure(machine.commandLine("quiet"), 9, "initrd", random, run, changes);
    }

    private static Machine measure(
            Machine machine, int pcr, String golden, Random random, String run, Set<String> changes) {
        if (random.nextInt(8) > 0) {
            return machine.firmware(pcr, golden);
        }
        String other = golden + " of " + run + random.nextInt(2);
        changes.add(pcr + other);
        return machine.firmware(pcr, other);
    }

    @Test
    void a_cluster_nobody_is_in_closes_and_the_same_drift_later_is_another() {
        UUID id = hosts(1).getFirst();
        Machine other = other();
        appraised(id, other);
        long first = drifting.clusterOf(id);
        appraised(id, GOLDEN);
        assertThat(drifting.isInNone(id)).isTrue();
        assertThat(drifting.cluster(first).path("state").asString()).isEqualTo("closed");
        assertThat(drifting.told(first, "drift.cluster.opened"))
                .as("also of what did not last")
                .isEqualTo(1);
        assertThat(drifting.told(first, "drift.cluster.closed")).isEqualTo(1);
        appraised(id, other);
        assertThat(drifting.clusterOf(id)).isGreaterThan(first);
    }

    @Test
    void a_host_that_contradicts_itself_leaves_with_a_warning_and_people_are_told_once() {
        List<UUID> all = hosts(2);
        Machine other = other();
        all.forEach(id -> appraised(id, other));
        long cluster = drifting.clusterOf(all.getFirst());
        Appraisal rejected = Appraiser.unreadable("firmware", "it ends early");
        appraised(all.getFirst(), Optional.empty(), rejected);
        appraised(all.getFirst(), Optional.empty(), rejected);
        assertThat(drifting.isInNone(all.getFirst())).isTrue();
        assertThat(drifting.cluster(cluster).path("hosts").asLong()).isEqualTo(1);
        assertThat(drifting.cluster(cluster).path("rejected").asLong()).isEqualTo(1);
        assertThat(book.count(
                        Ledger.Book.TOLD,
                        "type = 'dev.touchstone.host.rejected.v1' and subject = 'host/" + all.getFirst() + "'"))
                .isEqualTo(1);
    }

    @Test
    void a_host_nobody_has_admitted_opens_no_cluster() {
        UUID id = hosts(1).getFirst();
        jdbc.sql("update host set state = 'AWAITING_APPROVAL' where id = ?")
                .param(id)
                .update();
        Machine other = other();
        appraised(id, other);
        assertThat(open(other)).isZero();
    }

    @Test
    void a_host_that_was_revoked_is_no_member_any_more() {
        UUID id = hosts(1).getFirst();
        Machine other = other();
        appraised(id, other);
        jdbc.sql("update host set state = 'REVOKED', verdict = 'PENDING' where id = ?")
                .param(id)
                .update();
        assertThat(drifting.isInNone(id)).isTrue();
        upkeep.run();
        assertThat(open(other)).isZero();
    }

    @Test
    void people_are_told_when_a_cluster_has_grown_tenfold_and_not_before() throws Exception {
        List<UUID> all = hosts(10);
        Machine other = other();
        appraised(all.getFirst(), other);
        long cluster = drifting.clusterOf(all.getFirst());
        settled();
        all.subList(1, 9).forEach(id -> appraised(id, other));
        upkeep.run();
        assertThat(drifting.told(cluster, "drift.cluster.grew")).isZero();
        appraised(all.getLast(), other);
        upkeep.run();
        upkeep.run();
        assertThat(drifting.told(cluster, "drift.cluster.grew")).isEqualTo(1);
    }

    @Test
    void labels_are_told_in_common_and_apart() {
        List<UUID> all = hosts(3);
        Machine other = other();
        all.subList(0, 2).forEach(id -> appraised(id, other));
        long cluster = drifting.clusterOf(all.getFirst());
        var labels = drifting.cluster(cluster).path("labels");
        assertThat(labels.path("common").has("kind")).isTrue();
        assertThat(labels.path("only").has("kind"))
                .as("a third host has it, too")
                .isFalse();
        assertThat(labels.path("apart").path(0).path("key").asString()).isEqualTo("own");
        assertThat(labels.path("apart").path(0).path("values").size()).isEqualTo(2);
        appraised(all.getLast(), other);
        assertThat(drifting.cluster(cluster).path("labels").path("only").has("kind"))
                .isTrue();
    }

    @Test
    void boots_of_which_nothing_was_compared_are_together_by_their_reasons() {
        List<UUID> all = hosts(2);
        ReferenceSet more = new ReferenceSet(
                "sha384",
                1,
                Map.of(),
                Capture.of(
                        new Machine(HashAlgorithm.SHA384).firmware(4, "loader").boot(), "golden", List.of(4)));
        List<Verdict> verdicts = new ArrayList<>();
        for (UUID id : all) {
            Machine machine = other();
            Appraisal appraisal = Appraiser.appraise(machine.outcome(), List.of(more));
            verdicts.add(appraisal.verdict());
            appraised(id, Optional.of(machine.boot()), appraisal);
        }
        assertThat(verdicts).containsOnly(Verdict.DRIFTED);
        assertThat(drifting.clusterOf(all.getFirst())).isEqualTo(drifting.clusterOf(all.getLast()));
        assertThat(drifting.cluster(drifting.clusterOf(all.getFirst()))
                        .path("pcr7Differs")
                        .asBoolean())
                .isTrue();
    }
}
