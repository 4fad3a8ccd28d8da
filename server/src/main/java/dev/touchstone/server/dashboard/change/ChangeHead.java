package dev.touchstone.server.dashboard.change;

import dev.touchstone.server.change.Approval;
import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.ChangeView;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.dashboard.frame.Visible;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change in a few words.
 *
 * @param sentence where it stands
 * @param tag what an approval of what is shown names
 * @param reason why it was turned down; null if that was not said
 */
record ChangeHead(
        String href,
        String title,
        String kind,
        String subject,
        String state,
        String colour,
        String sentence,
        String tag,
        String author,
        @Nullable String proposer,
        Moment drafted,
        @Nullable Moment proposed,
        @Nullable Moment decided,
        @Nullable String reason,
        @Nullable Moment from,
        @Nullable Moment until,
        List<Given> approvals) {

    /** An approval. */
    record Given(
            String by,
            Moment at,
            @Nullable String reason,
            @Nullable String exemption) {}

    static ChangeHead of(Change change, ChangeView view, Instant now) {
        return new ChangeHead(
                "/changes/" + change.id(),
                Visible.text(change.content().title()),
                ChangeKindWords.of(change.content().kind()),
                Visible.text(change.subject()),
                change.state().word(),
                ChangeKindWords.tag(change.state()),
                sentence(change, view),
                change.entityTag(),
                Visible.text(change.author()),
                ChangeKindWords.otherProposer(change).orElse(null),
                Moment.of(change.createdAt(), now),
                moment(view.proposedAt(), now),
                moment(view.decidedAt(), now),
                change.reason().map(Visible::text).orElse(null),
                moment(view.expectedFrom(), now),
                moment(view.expectedUntil(), now),
                view.approvals().stream().map(a -> given(a, now)).toList());
    }

    private static String sentence(Change change, ChangeView view) {
        String decider = change.decidedBy().map(Visible::text).orElse("somebody");
        return switch (change.state()) {
            case DRAFT -> "A draft: it changes nothing until it is proposed and approved.";
            case PROPOSED ->
                waits(change, view.approvalsNeeded() - view.approvals().size());
            case APPROVED -> "Approved, and done. " + decider + " gave the last approval it took.";
            case REJECTED -> decider + " turned it down. Nothing was changed.";
            case WITHDRAWN -> decider + " took it back. Nothing was changed.";
        };
    }

    private static String waits(Change change, int needed) {
        if (needed <= 0) {
            return "It waits for approval. One person is enough here, its author too.";
        }
        String people = needed == 1 ? "one approval" : needed + " approvals";
        return "It waits for " + people + ", by somebody else than " + Visible.text(change.author())
                + ChangeKindWords.otherProposer(change).map(p -> " and " + p).orElse("")
                + ".";
    }

    private static Given given(Approval approval, Instant now) {
        @Nullable
        String exemption = approval.exemption() == null
                ? null
                : approval.exemption().equals("bootstrap") ? "before anybody had signed in" : "one person is enough";
        @Nullable String reason = approval.reason() == null ? null : Visible.text(approval.reason());
        return new Given(Visible.text(approval.approver()), Moment.of(approval.at(), now), reason, exemption);
    }

    private static @Nullable Moment moment(@Nullable Instant at, Instant now) {
        return at == null ? null : Moment.of(at, now);
    }
}
