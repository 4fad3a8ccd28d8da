package dev.touchstone.server.drift;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Does what no single evidence can: takes out hosts that were revoked or approved anew, closes what two who left at
 * once left open, and tells of clusters: of new ones after a while, so that however many hosts drift at once are one
 * message, and of those that have grown tenfold. Any number of replicas may do so at once.
 */
@Component
class ClusterUpkeep {

    private static final int TENFOLD = 10;

    private final JdbcClient jdbc;
    private final Members members;
    private final Clusters clusters;
    private final Alerts alerts;
    private final DriftProperties settings;
    private final TransactionOperations transactions;
    private final Clock clock;

    ClusterUpkeep(
            JdbcClient jdbc,
            Members members,
            Clusters clusters,
            Alerts alerts,
            DriftProperties settings,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.members = members;
        this.clusters = clusters;
        this.alerts = alerts;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Grown(long cluster, String title, int hosts) {}

    @Scheduled(fixedDelayString = "PT15S")
    void run() {
        Instant now = clock.instant();
        transactions.executeWithoutResult(_ -> members.removeOthers());
        for (long cluster : clusters.empty()) {
            transactions.executeWithoutResult(_ -> clusters.closeIfEmpty(cluster, now));
        }
        for (long cluster : clusters.untold(now.minus(settings.settle()))) {
            transactions.executeWithoutResult(_ -> clusters.tell(cluster, now));
        }
        for (Grown grown : grown()) {
            transactions.executeWithoutResult(_ -> tell(grown, now));
        }
    }

    private List<Grown> grown() {
        return jdbc.sql("""
                select c.id, c.title, count(*) as hosts from drift_cluster c join drift_present m on m.cluster_id = c.id
                where c.closed_at is null and c.alerted_at is not null
                group by c.id having count(*) >= c.alerted_for * :tenfold""")
                .param("tenfold", TENFOLD)
                .query((row, _) -> new Grown(row.getLong("id"), row.getString("title"), row.getInt("hosts")))
                .list();
    }

    private void tell(Grown grown, Instant now) {
        int told = jdbc.sql(
                        "update drift_cluster set alerted_for = :hosts where id = :id and alerted_for * :tenfold <= :hosts")
                .param("hosts", grown.hosts())
                .param("id", grown.cluster())
                .param("tenfold", TENFOLD)
                .update();
        if (told == 1) {
            alerts.grew(grown.cluster(), grown.title(), grown.hosts(), now);
        }
    }
}
