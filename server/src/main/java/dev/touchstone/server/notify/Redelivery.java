package dev.touchstone.server.notify;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Sends events because somebody asks for it. */
@Service
class Redelivery {

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Sender sender;
    private final AuditLog audit;
    private final JsonMapper json;
    private final Clock clock;

    Redelivery(Webhooks webhooks, Deliveries deliveries, Sender sender, AuditLog audit, JsonMapper json, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.sender = sender;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    Webhook require(UUID id) {
        return webhooks.find(id).orElseThrow(WebhookChanges::none);
    }

    @Transactional
    public void one(UUID id, long sequence, String by) {
        if (!deliveries.redeliver(id, sequence, clock.instant())) {
            throw Refusal.notFound("This event was never queued for this webhook, or is forgotten.");
        }
        audit.record(by, "webhook.redeliver", "webhook/" + id, null, Map.of("sequence", sequence));
    }

    /** Queues what it is sent, from a number on, of all that is kept. */
    @Transactional
    public int from(UUID id, long sequence, String by) {
        require(id);
        int queued = deliveries.replay(id, sequence, clock.instant());
        audit.record(by, "webhook.replay", "webhook/" + id, null, Map.of("from", sequence, "queued", queued));
        return queued;
    }

    /** Sends a test event and waits for what comes of it. Nothing of it is stored, and a failure is not tried again. */
    Outcome test(UUID id) {
        Webhook webhook = require(id);
        var data = json.valueToTree(Map.of("webhook", id));
        return sender.send(
                webhook,
                new Event(0, UUID.randomUUID(), EventType.WEBHOOK_TEST.type(), "webhook/" + id, clock.instant(), data));
    }
}
