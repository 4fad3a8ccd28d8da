package dev.touchstone.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine;

@ServerTest
class AuditLogIT {

    private final AuditLog audit;
    private final AuditChain chain;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TestServer server;

    AuditLogIT(AuditLog audit, AuditChain chain, JdbcClient jdbc, TransactionTemplate transaction, TestServer server) {
        this.audit = audit;
        this.chain = chain;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.server = server;
    }

    private int count(String object) {
        return jdbc.sql("select count(*) from audit_event where object = ?")
                .param(object)
                .query(Integer.class)
                .single();
    }

    private void record(String object) {
        transaction.executeWithoutResult(_ ->
                audit.record("alice", "thing.change", object, Map.of("a", 1), Map.of("a", 1.5e10, "b", "é\u0001")));
    }

    @Test
    void a_decision_and_its_record_stand_or_fall_together() {
        transaction.executeWithoutResult(status -> {
            audit.record("alice", "thing.change", "thing/rolled-back", null, Map.of("a", 1));
            status.setRollbackOnly();
        });
        assertThat(count("thing/rolled-back")).isZero();
        transaction.executeWithoutResult(
                _ -> audit.record("alice", "thing.change", "thing/kept", Map.of("a", 1), Map.of("a", 2)));
        assertThat(jdbc.sql("select (before->>'a') || (after->>'a') from audit_event where object = 'thing/kept'")
                        .query(String.class)
                        .single())
                .isEqualTo("12");
    }

    @Test
    void a_record_without_a_decision_is_refused() {
        assertThatThrownBy(() -> audit.record("alice", "thing.change", "thing/alone", null, null))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThat(count("thing/alone")).isZero();
    }

    @Test
    void decisions_at_once_are_one_chain(@TempDir Path folder) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> decisions = IntStream.range(0, 40)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        record("thing/at-once-" + i);
                        return true;
                    })
                    .toList();
            threads.invokeAll(decisions);
        }
        assertThat(verify(folder)).startsWith("0 Unaltered: ");
    }

    @Test
    void the_record_says_from_where() {
        var created = server.post("/api/v1/access-tokens", Map.of("name", "from", "scopes", List.of("viewer")));
        String id = created.json().path("id").asString();
        var line = server.get("/api/v1/audit?object=access-token/" + id).json();
        assertThat(line.path("source").asString()).isEqualTo("127.0.0.1");
        assertThat(line.path("actor").asString()).isEqualTo("bootstrap");
        assertThat(line.path("before").isNull()).isTrue();
        assertThat(line.path("after").path("name").asString()).isEqualTo("from");
    }

    @Test
    void the_database_refuses_to_alter_or_remove_an_entry() {
        record("thing/firm");
        for (String sql : List.of(
                "update audit_event set actor = 'mallory' where object = 'thing/firm'",
                "update audit_event set hash = null, sequence = null, previous_hash = null where object = 'thing/firm'",
                "delete from audit_event where object = 'thing/firm'",
                "truncate audit_event",
                "update audit_head set sequence = 1",
                "delete from audit_head")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update()).as(sql).isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void rows_from_before_there_was_a_chain_are_taken_up(@TempDir Path folder) throws Exception {
        jdbc.sql("insert into audit_event (id, at, actor, action, object, after) values"
                        + " (?, now(), 'old', 'thing.change', 'thing/old', '{\"n\": 1.50}')")
                .param(UUID.randomUUID())
                .update();
        chain.takeUpUnchained();
        assertThat(jdbc.sql("select count(*) from audit_event where sequence is null")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(verify(folder)).startsWith("0 Unaltered: ");
    }

    @Test
    void an_export_verifies_against_a_signed_head_and_an_altered_one_does_not(@TempDir Path folder) throws Exception {
        record("thing/exported");
        assertThat(verify(folder)).startsWith("0 Unaltered: ").contains("up to the signed head");
        Path log = folder.resolve("audit.ndjson");
        Files.writeString(log, Files.readString(log).replace("\"alice\"", "\"mallory\""));
        assertThat(run(folder)).startsWith("1 ").contains("is altered");
        Files.writeString(
                folder.resolve("head"),
                server.get("/api/v1/audit/head").json().path("head").asString() + "A");
        assertThat(run(folder)).startsWith("1 ");
    }

    @Test
    void an_export_narrowed_down_has_what_was_asked_for_and_no_more() {
        record("thing/narrow-1");
        record("thing/narrow-2");
        assertThat(server.get("/api/v1/audit?object=thing/narrow-*").body().lines())
                .hasSize(2);
        assertThat(server.get("/api/v1/audit?object=thing/narrow-1&actor=alice")
                        .body()
                        .lines())
                .hasSize(1);
        assertThat(server.get("/api/v1/audit?object=thing/narrow-1&actor=bob").body())
                .isEmpty();
        assertThat(server.get("/api/v1/audit?object=thing/narrow-1&to=2020-01-01T00:00:00Z")
                        .body())
                .isEmpty();
    }

    @Test
    void what_is_left_after_old_months_are_dropped_still_verifies(@TempDir Path folder) throws Exception {
        jdbc.sql("insert into audit_event (id, at, actor, action, object) values"
                        + " (?, date_trunc('month', now()) - interval '1 day', 'old', 'thing.change', 'thing/pruned')")
                .param(UUID.randomUUID())
                .update();
        chain.takeUpUnchained();
        record("thing/after-pruning");
        int dropped = jdbc.sql("select prune_audit(date_trunc('month', now()))")
                .query(Integer.class)
                .single();
        jdbc.sql("select ensure_partitions(now())").query(_ -> {});
        assertThat(dropped).isPositive();
        assertThat(count("thing/pruned")).isZero();
        assertThat(verify(folder)).startsWith("0 Unaltered: ");
    }

    /** Exports all of it, with a head from after it. */
    private String verify(Path folder) throws Exception {
        Files.writeString(
                folder.resolve("head"), server.get("/api/v1/audit/head").body());
        Files.writeString(
                folder.resolve("audit.ndjson"), server.get("/api/v1/audit").body());
        Files.writeString(
                folder.resolve("keys"), server.get("/.well-known/jwks.json").body());
        return run(folder);
    }

    private static String run(Path folder) {
        var text = new StringWriter();
        var line = new CommandLine(new AuditCommand());
        line.setOut(new PrintWriter(text, true));
        line.setErr(new PrintWriter(text, true));
        int code = line.execute(
                "verify",
                folder.resolve("audit.ndjson").toString(),
                "--head",
                folder.resolve("head").toString(),
                "--keys",
                folder.resolve("keys").toString());
        return code + " " + text;
    }
}
