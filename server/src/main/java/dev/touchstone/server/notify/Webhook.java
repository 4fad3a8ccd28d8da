package dev.touchstone.server.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who is told.
 *
 * @param disabledReason why it is not enabled, where nobody asked for that; empty otherwise
 * @param previous the secret before the last rotation
 */
record Webhook(
        UUID id,
        Content content,
        String disabledReason,
        WebhookSecret secret,
        Optional<Previous> previous,
        Instant createdAt,
        String createdBy,
        int version) {

    /**
     * What people choose of it.
     *
     * @param types the CloudEvents types it is sent
     */
    record Content(String url, List<String> types, String description, boolean enabled) {}

    /** A secret that is still signed with. */
    record Previous(WebhookSecret secret, Instant until) {}

    /** The secrets that sign now, the newest first. */
    List<WebhookSecret> secrets(Instant now) {
        List<WebhookSecret> secrets = new ArrayList<>(List.of(secret));
        previous.filter(p -> now.isBefore(p.until())).ifPresent(p -> secrets.add(p.secret()));
        return secrets;
    }

    String entityTag() {
        return "\"" + version + "\"";
    }
}
