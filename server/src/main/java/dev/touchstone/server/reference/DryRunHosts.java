package dev.touchstone.server.reference;

import dev.touchstone.appraisal.Verdict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What dry runs found, host by host. */
@Component
class DryRunHosts {

    private final JdbcClient jdbc;
    private final JdbcOperations batches;

    DryRunHosts(JdbcClient jdbc, JdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Forgets what a run before this one found. */
    void clear(UUID job) {
        jdbc.sql("delete from dry_run_host where job_id = ?").param(job).update();
    }

    void add(UUID job, List<DryRunHost> hosts) {
        batches.batchUpdate("""
                insert into dry_run_host (job_id, host_id, host, before, after, outcome, reason, after_rollout,
                    rollout_reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (job_id, host_id) do nothing""", hosts, hosts.size(), (row, host) -> write(row, job, host));
    }

    private static void write(PreparedStatement row, UUID job, DryRunHost host) throws SQLException {
        row.setObject(1, job);
        row.setObject(2, host.hostId());
        row.setString(3, host.host());
        row.setString(4, host.before().name());
        row.setString(5, host.after().name());
        row.setString(6, host.outcome().word());
        row.setString(7, host.reason());
        row.setString(
                8, host.afterRollout() == null ? null : host.afterRollout().name());
        row.setString(9, host.rolloutReason());
    }

    /** Some of what a job found, in the order of the hosts' ids. */
    List<DryRunHost> page(
            UUID job, DryRunHost.@Nullable Outcome outcome, @Nullable String reason, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                select * from dry_run_host where job_id = :job
                    and (cast(:outcome as text) is null or outcome = :outcome)
                    and (cast(:reason as text) is null or reason = :reason)
                    and (cast(:after as uuid) is null or host_id > :after)
                order by host_id limit :limit""")
                .param("job", job)
                .param("outcome", outcome == null ? null : outcome.word())
                .param("reason", reason)
                .param("after", after)
                .param("limit", limit)
                .query(DryRunHosts::read)
                .list();
    }

    /** What happens to some hosts, those alike together, the most first. */
    List<DryRunSummary.Group> groups(UUID job, Collection<UUID> some) {
        return jdbc.sql("""
                select outcome, after, reason, rollout_reason, count(*) as hosts from dry_run_host
                where job_id = :job and host_id = any(:some)
                group by 1, 2, 3, 4 order by 5 desc, 1, 3 limit 20""")
                .param("job", job)
                .param("some", some.toArray(UUID[]::new))
                .query((row, _) -> new DryRunSummary.Group(
                        DryRunHost.Outcome.ofWord(row.getString("outcome")),
                        Verdict.valueOf(row.getString("after")),
                        row.getString("reason"),
                        row.getString("rollout_reason"),
                        row.getLong("hosts")))
                .list();
    }

    private static DryRunHost read(ResultSet row, int number) throws SQLException {
        return new DryRunHost(
                row.getObject("host_id", UUID.class),
                row.getString("host"),
                Verdict.valueOf(row.getString("before")),
                Verdict.valueOf(row.getString("after")),
                DryRunHost.Outcome.ofWord(row.getString("outcome")),
                row.getString("reason"),
                Optional.ofNullable(row.getString("after_rollout"))
                        .map(Verdict::valueOf)
                        .orElse(null),
                row.getString("rollout_reason"));
    }
}
