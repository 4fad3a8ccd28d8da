package dev.touchstone.server.drift;

import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.notify.EventType;
import dev.touchstone.server.notify.Outbox;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What people are told of, in the transaction of what it tells. */
@Component
class Alerts {

    private final Outbox outbox;

    Alerts(Outbox outbox) {
        this.outbox = outbox;
    }

    /** @param host a member to look at */
    void opened(long cluster, String title, long hosts, UUID host, Instant at) {
        Map<String, ?> data = Map.of("cluster", cluster, "title", title, "hosts", hosts, "host", host);
        outbox.tell(EventType.DRIFT_CLUSTER_OPENED, subject(cluster), data, at);
    }

    void grew(long cluster, String title, long hosts, Instant at) {
        Map<String, ?> data = Map.of("cluster", cluster, "title", title, "hosts", hosts);
        outbox.tell(EventType.DRIFT_CLUSTER_GREW, subject(cluster), data, at);
    }

    void closed(long cluster, String title, Instant at) {
        outbox.tell(EventType.DRIFT_CLUSTER_CLOSED, subject(cluster), Map.of("cluster", cluster, "title", title), at);
    }

    void rejected(HostRecord host, String summary, Instant at) {
        Map<String, ?> data = Map.of("host", host.id(), "name", host.displayName(), "summary", summary);
        outbox.tell(EventType.HOST_REJECTED, "host/" + host.id(), data, at);
    }

    private static String subject(long cluster) {
        return "drift-cluster/" + cluster;
    }
}
