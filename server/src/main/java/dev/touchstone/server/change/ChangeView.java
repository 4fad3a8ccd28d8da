package dev.touchstone.server.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.server.json.HexBytes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change as the API shows it.
 *
 * @param contentSha256 what an approval of it is about
 * @param reason why it was turned down, if that was said
 * @param approvalsNeeded approvals it takes in all
 * @param payload left out in lists, as are before and after
 * @param before what was there when it was drafted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeView(
        UUID id,
        String kind,
        String subject,
        String title,
        ChangeState state,
        HexBytes contentSha256,
        String author,
        @Nullable String proposer,
        Instant createdAt,
        @Nullable Instant proposedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String reason,
        @Nullable Instant expectedFrom,
        @Nullable Instant expectedUntil,
        int approvalsNeeded,
        List<Approval> approvals,
        @Nullable JsonNode payload,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    /** What of a change only its own page shows. */
    record Detail(JsonNode payload, JsonNode before, JsonNode after) {}

    static ChangeView of(Change change, int needed, List<Approval> approvals, @Nullable Detail detail) {
        return new ChangeView(
                change.id(),
                change.content().kind(),
                change.subject(),
                change.content().title(),
                change.state(),
                new HexBytes(change.contentSha256()),
                change.author(),
                change.proposer().orElse(null),
                change.createdAt(),
                change.proposedAt().orElse(null),
                change.decidedAt().orElse(null),
                change.decidedBy().orElse(null),
                change.reason().orElse(null),
                change.content().window().from().orElse(null),
                change.content().window().until().orElse(null),
                needed,
                approvals,
                detail == null ? null : detail.payload(),
                detail == null ? null : detail.before(),
                detail == null ? null : detail.after());
    }
}
