package dev.touchstone.server.notify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What can be told. The ones told by default are about causes: however many hosts one concerns, it is one event. Each,
 * with its data and an example, is in {@code docs/webhooks.md}.
 */
public enum EventType {
    /** Hosts deviate alike, and nothing announced accounts for it. */
    DRIFT_CLUSTER_OPENED("drift.cluster.opened", true),
    /** A cluster has ten times the hosts it was last told of. */
    DRIFT_CLUSTER_GREW("drift.cluster.grew", true),
    /** The last host left a cluster. */
    DRIFT_CLUSTER_CLOSED("drift.cluster.closed", true),
    /** An admitted host contradicted itself. */
    HOST_REJECTED("host.rejected", true),
    /** A change waits for a decision for too long, or its window is over and hosts are missing. */
    CHANGE_STALLED("change.stalled", true),
    /** A waiver in force is about to end. */
    WAIVER_EXPIRING("waiver.expiring", true),
    /** A host's verdict is another. One event for each host: to be asked for. */
    HOST_VERDICT_CHANGED("host.verdict.changed", false),
    /** Somebody tries a webhook; sent to that one, never stored. */
    WEBHOOK_TEST("webhook.test", false);

    private final String kind;
    private final boolean byDefault;

    EventType(String kind, boolean byDefault) {
        this.kind = kind;
        this.byDefault = byDefault;
    }

    /** Its name in the outbox. */
    String kind() {
        return kind;
    }

    /** Its CloudEvents type: {@code dev.touchstone.drift.cluster.opened.v1}. */
    String type() {
        return "dev.touchstone." + kind + ".v1";
    }

    /** Those a webhook is sent if it asks for none. */
    static List<EventType> defaults() {
        return Arrays.stream(values()).filter(t -> t.byDefault).toList();
    }

    /** The one of this CloudEvents type, if it is one that can be asked for. */
    static Optional<EventType> ofType(String type) {
        return Arrays.stream(values())
                .filter(t -> t != WEBHOOK_TEST && t.type().equals(type))
                .findFirst();
    }
}
