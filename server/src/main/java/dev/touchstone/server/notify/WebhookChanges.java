package dev.touchstone.server.notify;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do to webhooks, checked before by {@link WebhookCheck}. Each is audited, without secrets; a change names
 * the state it is about.
 */
@Service
class WebhookChanges {

    static final int MAX_WEBHOOKS = 50;

    private static final Duration MAX_OVERLAP = Duration.ofDays(7);

    private final Webhooks webhooks;
    private final AuditLog audit;
    private final Clock clock;

    WebhookChanges(Webhooks webhooks, AuditLog audit, Clock clock) {
        this.webhooks = webhooks;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public Webhook create(Webhook.Content content, String by) {
        if (webhooks.count() >= MAX_WEBHOOKS) {
            throw new Refusal(
                    409, "webhooks-too-many", "There are " + MAX_WEBHOOKS + " webhooks, the most there can be.");
        }
        var webhook = new Webhook(
                UUID.randomUUID(), content, "", WebhookSecret.random(), Optional.empty(), clock.instant(), by, 0);
        webhooks.insert(webhook);
        record(by, "create", webhook.id(), null, webhook);
        return webhook;
    }

    @Transactional
    public Webhook update(UUID id, @Nullable String shown, Webhook.Content content, String by) {
        Webhook before = lock(id, shown);
        webhooks.update(id, content);
        return changed(by, "update", before);
    }

    /** Gives it a new secret; the one there was signs as well for a while. */
    @Transactional
    public Webhook rotate(UUID id, @Nullable String shown, Duration overlap, String by) {
        if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
            throw new Refusal(422, "webhook-overlap", "Two secrets overlap for at most " + MAX_OVERLAP + ".");
        }
        Webhook before = lock(id, shown);
        webhooks.rotate(id, WebhookSecret.random(), clock.instant().plus(overlap));
        return changed(by, "rotate-secret", before);
    }

    @Transactional
    public void delete(UUID id, @Nullable String shown, String by) {
        Webhook before = lock(id, shown);
        webhooks.delete(id);
        record(by, "delete", id, before, null);
    }

    private Webhook lock(UUID id, @Nullable String shown) {
        if (shown == null) {
            throw new Refusal(428, "if-match-required", "Name in If-Match the ETag of the webhook as you saw it.");
        }
        Webhook webhook = webhooks.lock(id).orElseThrow(WebhookChanges::none);
        if (!webhook.entityTag().equals(shown)) {
            throw new Refusal(412, "webhook-changed", "The webhook is not what you were shown: read it again.");
        }
        return webhook;
    }

    private Webhook changed(String by, String action, Webhook before) {
        Webhook after = webhooks.find(before.id()).orElseThrow();
        record(by, action, before.id(), before, after);
        return after;
    }

    private void record(String by, String action, UUID id, @Nullable Webhook before, @Nullable Webhook after) {
        audit.record(by, "webhook." + action, "webhook/" + id, view(before), view(after));
    }

    private static @Nullable WebhookView view(@Nullable Webhook webhook) {
        return webhook == null ? null : WebhookView.of(webhook);
    }

    static Refusal none() {
        return Refusal.notFound("There is no such webhook.");
    }
}
