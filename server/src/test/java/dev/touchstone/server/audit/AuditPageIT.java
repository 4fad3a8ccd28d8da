package dev.touchstone.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.access.AccessTest;
import dev.touchstone.server.access.Visitor;
import dev.touchstone.server.host.Fleet;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

@AccessTest
class AuditPageIT {

    private final TestServer server;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Visitor auditor;
    private final String thing = Fleet.newName("thing");

    AuditPageIT(TestServer server, AuditLog audit, TransactionTemplate transaction) {
        this.server = server;
        this.audit = audit;
        this.transaction = transaction;
        this.auditor = new Visitor(server);
    }

    @BeforeEach
    void signIn() throws Exception {
        auditor.as(Fleet.newName("auditor"), "auditor");
    }

    private void record(String actor, @Nullable Object before, @Nullable Object after) {
        transaction.executeWithoutResult(_ -> audit.record(actor, "thing.change", thing, before, after));
    }

    @Test
    void entries_are_found_by_what_the_address_asks_for_with_what_was_and_is() throws Exception {
        record("alice", Map.of("colour", "red", "size", 1), Map.of("colour", "green", "size", 1));
        String page = auditor.get("/audit?object=" + thing).body();
        assertThat(page).contains("alice", "thing.change", "colour", "red", "green", "1 difference");
        assertThat(page).doesNotContain(">size<");
        assertThat(auditor.get("/audit?object=" + thing + "&actor=bob").body()).contains("No entry is as asked for");
        assertThat(auditor.get("/audit?object=" + thing + "&to=2020-01-01").body())
                .contains("No entry is as asked for");
        assertThat(auditor.get("/audit?from=yesterday").statusCode()).isEqualTo(400);
    }

    @Test
    void pages_follow_each_other_by_place_and_keep_the_query() throws Exception {
        for (int i = 0; i < 51; i++) {
            record("alice", Map.of(), Map.of("n", i));
        }
        String first = auditor.get("/audit?object=" + thing).body();
        var older =
                Pattern.compile("href=\"(/audit\\?object=[^\"]*before=\\d+)\"").matcher(first);
        assertThat(older.find()).isTrue();
        String second = auditor.get(older.group(1).replace("&amp;", "&")).body();
        assertThat(second).contains("« Newest").doesNotContain("Older »");
        assertThat(second.split("<tr id=\"entry-", -1)).hasSize(2);
    }

    @Test
    void an_export_has_the_entries_of_the_page_and_no_formula() throws Exception {
        record("=HYPERLINK(\"http://evil.example\")", null, Map.of("a", 1));
        String csv = auditor.get("/audit/export.csv?object=" + thing).body();
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv).contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"");
        assertThat(auditor.get("/audit/export.ndjson?object=" + thing).body().lines())
                .hasSize(1);
    }

    @Test
    void the_head_is_shown() throws Exception {
        record("alice", null, null);
        String page = auditor.get("/audit").body();
        assertThat(page).contains("Head of the chain", "touchstone audit verify");
    }

    @Test
    void an_auditor_reviews_who_has_access_and_which_waivers_were_granted() throws Exception {
        String csv = auditor.get("/audit/access-review.csv").body();
        assertThat(csv).startsWith("kind,name,rights,state").contains("token,bootstrap,admin,active");
        assertThat(auditor.get("/audit/waivers").statusCode()).isEqualTo(200);
    }

    @Test
    void viewers_and_operators_do_not_read_it() throws Exception {
        var viewer = new Visitor(server).as(Fleet.newName("operator"), "operator", "viewer");
        assertThat(viewer.get("/audit").statusCode()).isEqualTo(403);
        assertThat(viewer.get("/audit/export.csv").statusCode()).isEqualTo(403);
        assertThat(viewer.get("/").body()).doesNotContain("href=\"/audit\"");
    }
}
