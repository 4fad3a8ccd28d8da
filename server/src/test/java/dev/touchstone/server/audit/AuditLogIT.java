package dev.touchstone.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.server.ServerTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@ServerTest
class AuditLogIT {

    private final AuditLog audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    AuditLogIT(AuditLog audit, JdbcClient jdbc, TransactionTemplate transaction) {
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private int count(String object) {
        return jdbc.sql("select count(*) from audit_event where object = ?")
                .param(object)
                .query(Integer.class)
                .single();
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
}
