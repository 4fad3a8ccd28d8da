package dev.touchstone.server.change;

import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A change as stored. Its content never changes; its state only moves on.
 *
 * @param subject what it is about; of one kind and subject one change is proposed at a time
 * @param content what an approval is about
 * @param contentSha256 digest of {@code content}
 * @param author who drafted it
 * @param proposer the person who proposed it, or who is responsible for the token that did
 * @param reason why it was turned down or taken back, if that was said; reasons to approve are with the approvals
 * @param version counts its steps
 */
public record Change(
        UUID id,
        String subject,
        Content content,
        Bytes contentSha256,
        String author,
        Optional<String> proposer,
        ChangeState state,
        Instant createdAt,
        Optional<Instant> proposedAt,
        Optional<Instant> decidedAt,
        Optional<String> decidedBy,
        Optional<String> reason,
        int version) {

    /**
     * What is shown to whoever approves.
     *
     * @param payload what to do, in the form of its kind
     * @param base what is there now that it would alter
     * @param window when its effects are expected on hosts
     */
    public record Content(String kind, String title, JsonNode payload, JsonNode base, Window window) {}

    /** A span of time, open at either end. */
    public record Window(Optional<Instant> from, Optional<Instant> until) {

        /** Whether {@code at} lies in it. */
        public boolean contains(Instant at) {
            return from.filter(at::isBefore).isEmpty()
                    && until.filter(end -> !at.isBefore(end)).isEmpty();
        }
    }

    /** The entity tag of content and state (RFC 9110 §8.8.3). */
    public String entityTag() {
        return "\"" + contentSha256.toHex() + "-" + version + "\"";
    }
}
