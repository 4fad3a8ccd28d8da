package dev.touchstone.server.access;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many people it takes to approve, the author included: the database's word, so that every replica asks for the
 * same. The setting {@code touchstone.approvals.required} gives the first one and can raise it at a start; only an
 * approved change lowers it, which the database sees to.
 */
@Component
public class RequiredApprovals implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(RequiredApprovals.class);

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final int setting;

    RequiredApprovals(
            JdbcClient jdbc,
            AuditLog audit,
            Clock clock,
            ApprovalProperties settings,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.setting = settings.required();
        this.transaction = transaction;
    }

    /** After every part is there, the audit log's tables among them, and before the first request. */
    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(_ -> start());
    }

    /** People in total. */
    public int number() {
        return stored().orElse(2);
    }

    /** Takes the number an approved change asks for; refused below what the setting asks for at the next start. */
    public void set(int required, UUID change) {
        requireNotBelowSetting(required);
        write(required, change);
    }

    /** Refuses a number that the next start would raise again. */
    public void requireNotBelowSetting(int required) {
        if (required < setting) {
            throw new Refusal(
                    409,
                    "approvals-setting-higher",
                    "The setting touchstone.approvals.required is " + setting + "; lower it first.");
        }
    }

    private void start() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.approvals'))")
                .query(_ -> {});
        Optional<Integer> before = stored();
        if (before.isEmpty() || before.get() < setting) {
            write(setting, null);
            audit.record("system", "approvals-required.set", "approvals-required", before.orElse(null), setting);
        } else if (before.get() > setting) {
            LOG.info(
                    "Approving takes {} people as before; touchstone.approvals.required cannot lower it", before.get());
        }
    }

    private Optional<Integer> stored() {
        return jdbc.sql("select required from approval_rule")
                .query(Integer.class)
                .optional();
    }

    private void write(int required, @Nullable UUID change) {
        jdbc.sql("""
                insert into approval_rule (required, change_id, since) values (:required, :change, :at)
                on conflict (only_one) do update set required = :required, change_id = :change, since = :at""")
                .param("required", required)
                .param("change", change)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
