package dev.touchstone.server.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.change.Persons.Somebody;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.MovableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What takes two people takes two people, whoever asks and however. */
@PeopleTest
class ChangesIT {

    private static final String PATH = "/api/v1/changes/";

    private final TestServer server;
    private final Persons persons;
    private final MovableClock clock;
    private final JdbcClient jdbc;
    private final StalledChanges stalled;
    private final Ledger.Book book;
    private Somebody ann;
    private Somebody ben;
    private Somebody cleo;
    private String name = "";

    ChangesIT(
            TestServer server,
            Persons persons,
            MovableClock clock,
            JdbcClient jdbc,
            StalledChanges stalled,
            Ledger.Book book) {
        this.server = server;
        this.persons = persons;
        this.clock = clock;
        this.jdbc = jdbc;
        this.stalled = stalled;
        this.book = book;
        this.ann = persons.as("", "");
        this.ben = ann;
        this.cleo = ann;
    }

    @BeforeEach
    void people() {
        ann = persons.approvers().get(0);
        ben = persons.approvers().get(1);
        cleo = persons.approvers().get(2);
        name = Fleet.newName("fleet");
    }

    private Map<String, Object> coverage(Integer... components) {
        return Map.of("name", name, "selector", Map.of("fleet", name), "components", List.of(components));
    }

    private boolean required() {
        return server.get("/api/v1/coverage").body().contains(name);
    }

    private int approvals(String change) {
        return jdbc.sql("select count(*) from change_approval where change_id = ?::uuid")
                .param(change)
                .query(Integer.class)
                .single();
    }

    private void refusedBySql(String sql, String change, String why) {
        assertThatThrownBy(() -> jdbc.sql(sql).param("id", change).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(why);
    }

    private static String approval(String approver, String author, String content) {
        return "insert into change_approval (change_id, approver, author, proposer, content_sha256, at) select id, "
                + approver + ", " + author + ", proposer, " + content + ", now() from change where id = :id::uuid";
    }

    @Test
    void a_change_takes_effect_when_somebody_else_approves_it() {
        String change = ann.propose("coverage", coverage(300, 400));
        assertThat(required()).isFalse();
        Answer approved = ben.approve(change);
        assertThat(approved.json().path("state").asString()).isEqualTo("approved");
        assertThat(required()).isTrue();
        assertThat(jdbc.sql("select action from audit_event where actor = ? order by at")
                        .param(ben.name())
                        .query(String.class)
                        .list())
                .contains("coverage.set", "change.approve");
    }

    @Test
    void people_are_told_once_of_a_change_that_nobody_decides_on() throws Exception {
        String waiting = ann.propose("coverage", coverage(300));
        String told =
                "type = 'dev.touchstone.change.stalled.v1' and data ->> 'why' = 'undecided' and subject = 'change/"
                        + waiting + "'";
        for (int hours : new int[] {71, 73, 74}) {
            clock.at(Duration.ofHours(hours), () -> {
                stalled.run();
                return true;
            });
            assertThat(book.count(Ledger.Book.TOLD, told))
                    .as("after %s h", hours)
                    .isEqualTo(hours > 72 ? 1 : 0);
        }
        ben.approve(waiting);
    }

    @Test
    void nobody_approves_a_change_of_their_own() {
        String change = ann.propose("coverage", coverage(300));
        Answer refused = ann.approve(change);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("approver-is-author");
        assertThat(approvals(change)).isZero();
        assertThat(required()).isFalse();
    }

    @Test
    void nobody_approves_what_a_token_they_made_has_proposed() {
        Answer made = ann.post("/api/v1/access-tokens", Map.of("name", name, "scopes", List.of("operator")));
        TestServer robot = server.as(made.json().path("token").asString());
        String change = robot.post(
                        "/api/v1/changes", Map.of("kind", "coverage", "title", "t", "payload", coverage(300)))
                .json()
                .path("id")
                .asString();
        assertThat(robot.post(PATH + change + "/proposal", Map.of()).status()).isEqualTo(200);
        assertThat(ann.approve(change).code()).isEqualTo("approver-is-author");
        assertThat(ben.approve(change).status()).isEqualTo(200);
    }

    @Test
    void the_database_refuses_what_the_api_would() {
        String change = ann.propose("coverage", coverage(300));
        String me = "'" + ann.name() + "'";
        String other = "'" + ben.name() + "'";
        refusedBySql(approval(me, "author", "content_sha256"), change, "change_author_is_not_approver");
        refusedBySql(approval(me, "'somebody'", "content_sha256"), change, "change_author_is_not_approver");
        refusedBySql(approval(other, "'somebody'", "content_sha256"), change, "approval_of_what_was_shown");
        refusedBySql(approval(other, "author", "sha256('other'::bytea)"), change, "approval_of_what_was_shown");
        refusedBySql(approval("'nobody'", "author", "content_sha256"), change, "no person who may approve");
        refusedBySql("update change set author = 'somebody' where id = :id::uuid", change, "immutable");
        refusedBySql("update change set proposer = 'somebody' where id = :id::uuid", change, "immutable");
        refusedBySql("update change set payload = '{}' where id = :id::uuid", change, "immutable");
        refusedBySql("update change set state = 'approved' where id = :id::uuid", change, "lacks approvals");
        refusedBySql("delete from change where id = :id::uuid", change, "never deleted");
        assertThat(approvals(change)).isZero();
    }

    @Test
    void no_token_approves_and_the_bootstrap_token_no_more() {
        String change = ann.propose("coverage", coverage(300));
        String shown = ben.get(PATH + change).header("ETag");
        for (TestServer token : List.of(server, server.withScopes("admin"), server.withScopes("operator"))) {
            Answer refused = token.send(
                    "POST",
                    PATH + change + "/approval",
                    java.net.http.HttpRequest.BodyPublishers.ofString("{}"),
                    "If-Match",
                    shown);
            assertThat(refused.code()).isEqualTo("approval-needs-person");
        }
        refusedBySql(
                "insert into change_approval select id, 'bootstrap', author, proposer, content_sha256, 'bootstrap',"
                        + " now() from change where id = :id::uuid",
                change,
                "bootstrap token approves no more");
        refusedBySql(
                "insert into change_approval select id, 'x', author, proposer, content_sha256, 'single-approver',"
                        + " now() from change where id = :id::uuid",
                change,
                "one approver is not enough");
    }

    @Test
    void two_approvals_at_once_are_one() {
        String change = ann.propose("coverage", coverage(300));
        assertThat(AtOnce.of(
                        () -> ben.approve(change).status(),
                        () -> cleo.approve(change).status()))
                .contains(200)
                .containsAnyOf(409, 412);
        assertThat(approvals(change)).isEqualTo(1);
    }

    @Test
    void an_approval_names_the_content_and_state_it_is_about() {
        String change = ann.propose("coverage", coverage(300));
        assertThat(ben.post(PATH + change + "/approval", Map.of()).status()).isEqualTo(428);
        Answer stale = ben.post(PATH + change + "/approval", Map.of(), "If-Match", "\"00-1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(approvals(change)).isZero();
    }

    @Test
    void a_change_of_what_has_changed_since_is_not_approved() {
        Answer draft =
                ann.post("/api/v1/changes", Map.of("kind", "coverage", "title", "t", "payload", coverage(300, 400)));
        ben.approve(ann.propose("coverage", coverage(300)));
        String late = draft.json().path("id").asString();
        ann.post(PATH + late + "/proposal", Map.of());
        Answer refused = ben.approve(late);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("change-outdated");
    }

    @Test
    void what_is_rejected_or_withdrawn_is_approved_no_more() {
        String rejected = ann.propose("coverage", coverage(300));
        assertThat(ben.post(PATH + rejected + "/rejection", Map.of()).status()).isEqualTo(200);
        assertThat(cleo.approve(rejected).code()).isEqualTo("change-state");
        String withdrawn = ann.propose("coverage", coverage(300));
        assertThat(ann.post(PATH + withdrawn + "/withdrawal", Map.of()).status())
                .isEqualTo(200);
        assertThat(ben.approve(withdrawn).code()).isEqualTo("change-state");
        assertThat(required()).isFalse();
    }

    @Test
    void three_people_are_three_and_the_number_is_lowered_by_approval_only() {
        assertThatThrownBy(
                        () -> jdbc.sql("update approval_rule set required = 1").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("lowered by an approved change only");
        ben.approve(ann.propose("approvals-required", Map.of("required", 3)));
        String change = ann.propose("coverage", coverage(300));
        assertThat(ben.approve(change).json().path("state").asString()).isEqualTo("proposed");
        assertThat(ben.approve(change).code()).isEqualTo("approved-already");
        assertThat(cleo.approve(change).json().path("state").asString()).isEqualTo("approved");
        String back = ann.propose("approvals-required", Map.of("required", 2));
        ben.approve(back);
        assertThat(cleo.approve(back).json().path("state").asString()).isEqualTo("approved");
        String below = ann.propose("approvals-required", Map.of("required", 1));
        assertThat(ben.approve(below).code()).isEqualTo("approvals-setting-higher");
        ann.post(PATH + below + "/withdrawal", Map.of());
    }

    @Test
    void one_administrator_does_not_appoint_further_approvers() {
        Answer alone = ann.post("/api/v1/people", Map.of("name", name, "roles", List.of("approver")));
        assertThat(alone.code()).isEqualTo("approver-needs-approval");
        Somebody viewer = persons.with("viewer");
        String change = ann.propose("approver", Map.of("person", viewer.name(), "approver", true));
        assertThat(viewer.post(PATH + change + "/approval", Map.of()).status()).isEqualTo(403);
        assertThat(ben.approve(change).status()).isEqualTo(200);
        String next = ann.propose("coverage", coverage(300));
        assertThat(viewer.approve(next).status()).isEqualTo(200);
    }

    @Test
    void trust_takes_two_people_too() {
        String pem = dev.touchstone.server.host.LabTpm.caBundle();
        Answer waits =
                ann.post("/api/v1/trust-anchors", Map.of("pem", pem, "acceptUnrecognised", true, "virtual", true));
        assertThat(waits.status()).isEqualTo(202);
        String anchors = server.get("/api/v1/trust-anchors").body();
        assertThat(ben.approve(waits.json().path("change").asString()).status()).isEqualTo(200);
        assertThat(server.get("/api/v1/trust-anchors").body()).isNotEqualTo(anchors);
    }

    private void draft(String set, String selector) {
        String component = "[{\"number\":400,\"name\":\"os\",\"variants\":[{\"label\":\"v\",\"values\":{\"11\":{"
                + "\"sha256\":\"" + "00".repeat(32) + "\"}}}]}]";
        jdbc.sql("insert into reference_set values (?, now(), 'robot') on conflict do nothing")
                .param(set)
                .update();
        jdbc.sql("""
                insert into reference_version (set_name, number, state, selector, components, content_sha256,
                    provenance, author, created_at)
                select :set, (select count(*) + 1 from reference_version where set_name = :set), 'draft',
                    :selector::jsonb, :components::jsonb, sha256(:set::bytea), '{}', 'robot', now()""")
                .param("set", set)
                .param("selector", selector)
                .param("components", component)
                .update();
    }

    private Answer golden(String set, int number) {
        String path = "/api/v1/reference-sets/" + set + "/versions/" + number;
        assertThat(ann.post(path + "/proposal", Map.of()).status()).isEqualTo(200);
        return ben.post(path + "/approval", Map.of());
    }

    private String state(String set, int number) {
        return ann.get("/api/v1/reference-sets/" + set + "/versions/" + number)
                .json()
                .path("state")
                .asString();
    }

    @Test
    void a_version_becomes_golden_by_a_change_and_not_by_sql() {
        draft(name, "{}".replace("{}", "{\"fleet\":\"" + name + "\"}"));
        assertThatThrownBy(() -> jdbc.sql("update reference_version set state = 'approved' where set_name = ?")
                        .param(name)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("by an approved change only");
        String path = "/api/v1/reference-sets/" + name + "/versions/1";
        ann.post(path + "/proposal", Map.of());
        assertThat(ann.post(path + "/approval", Map.of()).code()).isEqualTo("approver-is-author");
        assertThat(ben.post(path + "/approval", Map.of(), "If-Match", "\"x\"").status())
                .isEqualTo(412);
        String shown = ben.get(path).header("ETag");
        assertThat(ben.post(path + "/approval", Map.of(), "If-Match", shown).status())
                .isEqualTo(200);
    }

    @Test
    void a_version_that_retires_at_a_date_needs_nobody_to_retire_it_then() throws Exception {
        draft(name, "{\"fleet\":\"" + name + "\"}");
        assertThat(golden(name, 1).status()).isEqualTo(200);
        Instant date = clock.instant().plus(Duration.ofHours(1));
        ben.approve(
                ann.propose("reference-retirement", Map.of("name", name, "version", 1, "retiresAt", date.toString())));
        assertThat(state(name, 1)).isEqualTo("approved");
        assertThat(clock.at(Duration.ofHours(2), () -> state(name, 1))).isEqualTo("retired");
    }

    @Test
    void the_last_version_of_a_set_is_not_retired_by_one_person_but_a_newer_one_is() {
        String selector = "{\"fleet\":\"" + name + "\"}";
        draft(name, selector);
        golden(name, 1);
        assertThat(ann.post("/api/v1/reference-sets/" + name + "/versions/1/retirement", Map.of())
                        .status())
                .isEqualTo(202);
        assertThat(state(name, 1)).isEqualTo("approved");
        draft(name, selector);
        golden(name, 2);
        assertThat(ann.post("/api/v1/reference-sets/" + name + "/versions/2/retirement", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(state(name, 2)).isEqualTo("retired");
    }

    @Test
    void rolling_back_is_one_change_and_leaves_the_older_version() {
        String selector = "{\"fleet\":\"" + name + "\"}";
        draft(name, selector);
        golden(name, 1);
        assertThat(ann.post(
                                "/api/v1/changes",
                                Map.of("kind", "reference-rollback", "title", "t", "payload", Map.of("name", name)))
                        .code())
                .isEqualTo("nothing-to-roll-back-to");
        draft(name, selector);
        golden(name, 2);
        assertThat(ben.approve(ann.propose("reference-rollback", Map.of("name", name)))
                        .status())
                .isEqualTo(200);
        assertThat(state(name, 2)).isEqualTo("retired");
        assertThat(state(name, 1)).isEqualTo("approved");
    }

    private UUID host(Map<String, String> labels) {
        UUID id = UUID.randomUUID();
        byte[] key = new byte[34];
        new SecureRandom().nextBytes(key);
        jdbc.sql("""
                insert into host (id, claimed_name, labels, state, ek_name, ek_public, ek_spki_sha256, identity,
                    ak_name, ak_public, verdict, verdict_since, created_at)
                values (:id, 'h', :labels::jsonb, 'ACTIVE', :key, :key, sha256(:key), 'virtual', :key, :key,
                    'TRUSTED', now(), now())""")
                .param("id", id)
                .param("labels", new tools.jackson.databind.json.JsonMapper().writeValueAsString(labels))
                .param("key", key)
                .update();
        return id;
    }

    @Test
    void labels_by_which_two_sets_would_own_one_component_are_refused_one_by_one_and_in_bulk() {
        draft(name + "-a", "{\"a\":\"" + name + "\"}");
        draft(name + "-b", "{\"b\":\"" + name + "\"}");
        golden(name + "-a", 1);
        assertThat(golden(name + "-b", 1).status()).isEqualTo(200);
        UUID host = host(Map.of("a", name));
        Answer refused = ann.put("/api/v1/hosts/" + host + "/labels", Map.of("a", name, "b", name));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("reference-conflict");
        Map<String, Object> both = Map.of("hosts", List.of(host), "set", Map.of("b", name), "remove", List.of());
        String change = ann.propose("labels", both);
        assertThat(ben.approve(change).code()).isEqualTo("reference-conflict");
        ann.post(PATH + change + "/withdrawal", Map.of());
        String moved =
                ann.propose("labels", Map.of("hosts", List.of(host), "set", Map.of("b", name), "remove", List.of("a")));
        assertThat(ben.approve(moved).status()).isEqualTo(200);
        assertThat(ann.get("/api/v1/hosts/" + host).json().path("verdict").asString())
                .isEqualTo("PENDING");
    }

    @Test
    void sets_that_a_host_has_in_common_are_not_both_approved() {
        host(Map.of("a", name, "b", name));
        draft(name + "-a", "{\"a\":\"" + name + "\"}");
        draft(name + "-b", "{\"b\":\"" + name + "\"}");
        golden(name + "-a", 1);
        assertThat(golden(name + "-b", 1).code()).isEqualTo("reference-conflict");
    }
}
