package dev.touchstone.server.dashboard.change;

import dev.touchstone.server.change.Change;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.dashboard.frame.Visible;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change in a list.
 *
 * @param proposer whoever proposed it, if that was not its author
 * @param at when it was last moved on
 */
record ChangeRow(
        String href,
        String title,
        String kind,
        String subject,
        String state,
        String tag,
        String author,
        @Nullable String proposer,
        Moment at,
        @Nullable Moment expires) {

    static ChangeRow of(Change change, Instant now) {
        Instant at = change.decidedAt().or(change::proposedAt).orElse(change.createdAt());
        return new ChangeRow(
                "/changes/" + change.id(),
                Visible.text(change.content().title()),
                ChangeKindWords.of(change.content().kind()),
                Visible.text(change.subject()),
                change.state().word(),
                ChangeKindWords.tag(change.state()),
                Visible.text(change.author()),
                ChangeKindWords.otherProposer(change).orElse(null),
                Moment.of(at, now),
                change.content().window().until().map(u -> Moment.of(u, now)).orElse(null));
    }
}
