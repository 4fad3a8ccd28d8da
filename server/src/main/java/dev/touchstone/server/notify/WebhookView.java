package dev.touchstone.server.notify;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the API and the audit log show it: without its secrets.
 *
 * @param types the CloudEvents types it is sent
 * @param disabledReason why it is not enabled, where nobody asked for that
 * @param previousSecretUntil until when the secret before the last rotation signs as well
 */
record WebhookView(
        UUID id,
        String url,
        List<String> types,
        String description,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable Instant previousSecretUntil,
        Instant createdAt,
        String createdBy) {

    static WebhookView of(Webhook webhook) {
        return new WebhookView(
                webhook.id(),
                webhook.content().url(),
                webhook.content().types(),
                webhook.content().description(),
                webhook.content().enabled(),
                webhook.disabledReason().isEmpty() ? null : webhook.disabledReason(),
                webhook.previous().map(Webhook.Previous::until).orElse(null),
                webhook.createdAt(),
                webhook.createdBy());
    }
}
