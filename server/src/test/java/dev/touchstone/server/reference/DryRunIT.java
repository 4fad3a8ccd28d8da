package dev.touchstone.server.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.StoredHosts;
import dev.touchstone.server.host.StoredHosts.Image;
import dev.touchstone.server.host.StoredHosts.Stored;
import dev.touchstone.server.job.FinishedJobs;
import dev.touchstone.server.job.JobTest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Before a version is approved it is known whom it turns green, whom red, and who stays and why. */
@JobTest
class DryRunIT {

    private static final String SETS = "/api/v1/reference-sets";
    private static final List<Integer> PLATFORM = List.of(0, 1, 2, 3, 6);
    private static final List<Integer> OS = List.of(4, 5, 8, 9, 11, 12, 14);

    private final Fleet fleet;
    private final StoredHosts stored;
    private final FinishedJobs finished;
    private final Ledger.Book book;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final String label = Fleet.newName("label");
    private final String platform = Fleet.newName("platform");
    private final String os = Fleet.newName("os");
    private List<Stored> old = List.of();
    private List<Stored> booted = List.of();
    private Stored otherPlatform = new Stored(new UUID(0, 0), "", new UUID(0, 0));

    DryRunIT(Fleet fleet, StoredHosts stored, FinishedJobs finished, Ledger.Book book, JdbcClient jdbc, Clock clock) {
        this.fleet = fleet;
        this.stored = stored;
        this.finished = finished;
        this.book = book;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private List<Stored> hosts(int count, int initrd, int firmware) {
        return stored.add(count, Image.of("golden", initrd, firmware), Map.of("test", label), clock.instant());
    }

    private void capture(String set, Stored from, List<Integer> pcrs) {
        Answer answer = fleet.server()
                .post(
                        SETS,
                        Map.of(
                                "name",
                                set,
                                "captureFrom",
                                from.attestation(),
                                "pcrs",
                                pcrs,
                                "selector",
                                Map.of("test", label)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    /** The platform and the first OS are approved; the second OS is a draft that some have booted already. */
    @BeforeEach
    void rollOut() {
        old = hosts(3, 1, 1);
        booted = hosts(2, 2, 1);
        otherPlatform = hosts(1, 1, 2).getFirst();
        capture(platform, old.getFirst(), PLATFORM);
        capture(os, old.getFirst(), OS);
        capture(os, booted.getFirst(), OS);
        fleet.approve(platform, 1);
        fleet.approve(os, 1);
        finished.appraised();
    }

    private Answer dryRun(String set, int version, String query) {
        return fleet.server().post(SETS + "/" + set + "/versions/" + version + "/dry-run" + query, Map.of());
    }

    private JsonNode row(Answer dryRun, Stored host) {
        return jdbc.sql("select to_jsonb(h)::text from dry_run_host h where job_id = ? and host_id = ?")
                .params(UUID.fromString(dryRun.json().path("id").asString()), host.id())
                .query((row, _) -> dryRun.mapper().readTree(row.getString(1)))
                .single();
    }

    private static void is(JsonNode row, String before, String after, String outcome, String rollout) {
        assertThat(row.path("before").asString()).as(row.toString()).isEqualTo(before);
        assertThat(row.path("after").asString()).as(row.toString()).isEqualTo(after);
        assertThat(row.path("outcome").asString()).as(row.toString()).isEqualTo(outcome);
        assertThat(row.path("after_rollout").asString("")).as(row.toString()).isEqualTo(rollout);
    }

    @Test
    void it_says_who_turns_trusted_and_who_would_after_the_rollout() {
        Ledger before = book.of(booted.getFirst().id());
        Answer started = dryRun(os, 2, "");
        JsonNode job = finished.of(started);
        assertThat(FinishedJobs.state(job)).as(job.toString()).isEqualTo("done");
        for (Stored host : booted) {
            is(row(started, host), "DRIFTED", "TRUSTED", "turns-trusted", "TRUSTED");
        }
        for (Stored host : old) {
            is(row(started, host), "TRUSTED", "TRUSTED", "stays", "TRUSTED");
        }
        JsonNode other = row(started, otherPlatform);
        is(other, "DRIFTED", "DRIFTED", "stays", "DRIFTED");
        assertThat(other.path("rollout_reason").asString()).contains("000-firmware");
        assertThat(book.of(booted.getFirst().id())).isEqualTo(before);
    }

    @Test
    void it_says_who_turns_drifted_by_a_retirement() {
        fleet.approve(os, 2);
        Answer started = dryRun(os, 1, "?retire=true");
        finished.of(started);
        is(row(started, old.getFirst()), "TRUSTED", "DRIFTED", "turns-drifted", "");
        assertThat(row(started, old.getFirst()).path("reason").asString()).contains("retired");
        is(row(started, booted.getFirst()), "TRUSTED", "TRUSTED", "stays", "");
    }

    @Test
    void a_version_that_replaces_another_at_once_is_green_after_the_rollout_only() {
        DryRunChange change = new DryRunChange(List.of(os + "@2"), List.of(os + "@1"));
        Answer started = fleet.server().post("/api/v1/dry-runs", change);
        finished.of(started);
        JsonNode row = row(started, old.getFirst());
        is(row, "TRUSTED", "DRIFTED", "turns-drifted", "TRUSTED");
        assertThat(row.path("reason").asString()).contains("retired");
    }

    @Test
    void rejected_and_foreign_evidence_turns_nothing() {
        jdbc.sql("update host set verdict = 'REJECTED', rolled_back = true where id = ?")
                .param(booted.getFirst().id())
                .update();
        jdbc.sql("update attestation set signature = (select signature from attestation where host_id = ?)"
                        + " where host_id = ?")
                .params(old.getFirst().id(), booted.getLast().id())
                .update();
        Answer started = dryRun(os, 2, "");
        finished.of(started);
        is(row(started, booted.getFirst()), "REJECTED", "REJECTED", "stays", "");
        JsonNode forged = row(started, booted.getLast());
        is(forged, "DRIFTED", "DRIFTED", "stays", "");
        assertThat(forged.path("reason").asString()).contains("does not verify");
    }

    @Test
    void a_log_changed_in_the_database_shows_nothing() {
        List<Stored> others = hosts(1, 33, 1);
        jdbc.sql("""
                update event_log set deflated = (select deflated from event_log where sha256 = :other), size =
                    (select size from event_log where sha256 = :other)
                where sha256 = (select firmware_log from attestation where host_id = :host)""")
                .param("other", Image.of("golden", 1, 1).sha256().toArray())
                .param("host", others.getFirst().id())
                .update();
        Answer started = dryRun(os, 2, "");
        finished.of(started);
        assertThat(row(started, others.getFirst()).path("reason").asString()).contains("not kept");
    }

    @Test
    void what_it_found_is_read_in_pages_and_by_outcome() {
        Answer started = dryRun(os, 2, "");
        JsonNode job = finished.of(started);
        JsonNode outcomes = job.path("result").path("outcomes");
        assertThat(outcomes.path("turns-trusted").asInt()).as(job.toString()).isEqualTo(2);
        assertThat(outcomes.path("turns-rejected").isNumber()).isTrue();
        String path = started.header("Location") + "/hosts?outcome=turns-trusted&limit=1";
        JsonNode first = fleet.server().get(path).json();
        JsonNode second = fleet.server()
                .get(path + "&after=" + first.path("next").asString())
                .json();
        assertThat(second.has("next")).isFalse();
        assertThat(List.of(id(first), id(second)))
                .containsExactlyInAnyOrderElementsOf(
                        booted.stream().map(h -> h.id().toString()).toList());
        assertThat(fleet.server()
                        .get(started.header("Location") + "/hosts?outcome=else")
                        .code())
                .isEqualTo("outcome-invalid");
    }

    private static String id(JsonNode page) {
        return page.path("hosts").path(0).path("hostId").asString();
    }

    @Test
    void a_version_that_is_not_there_is_not_run() {
        assertThat(dryRun(os, 9, "").status()).isEqualTo(404);
        assertThat(dryRun("none", 1, "").status()).isEqualTo(404);
        assertThat(fleet.server()
                        .post("/api/v1/dry-runs", Map.of("approve", List.of(), "retire", List.of()))
                        .code())
                .isEqualTo("dry-run-invalid");
        assertThat(fleet.server()
                        .get("/api/v1/jobs/" + UUID.randomUUID() + "/hosts")
                        .status())
                .isEqualTo(404);
    }
}
