package dev.touchstone.server.dashboard.change;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.ChangeState;
import dev.touchstone.server.change.Changes;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The steps that whoever looks may take. Only an offer: the module of changes decides.
 *
 * @param barred why they do not approve it; null if they may
 */
record Steps(
        boolean propose,
        boolean withdraw,
        boolean decide,
        @Nullable String barred) {

    static Steps of(Change change, Caller caller, boolean exempt, List<UUID> approved) {
        boolean own = Changes.isOwn(change, caller);
        boolean proposed = change.state() == ChangeState.PROPOSED;
        @Nullable String barred = barred(caller, exempt, own, approved.contains(change.id()));
        return new Steps(
                change.state() == ChangeState.DRAFT && caller.may(Scope.OPERATOR),
                (proposed || change.state() == ChangeState.DRAFT) && (own || caller.may(Scope.ADMIN)),
                proposed && barred == null,
                proposed ? barred : null);
    }

    private static @Nullable String barred(Caller caller, boolean exempt, boolean own, boolean approved) {
        if (exempt) {
            return null;
        }
        if (own) {
            return "It is your own: somebody else must approve it.";
        }
        if (approved) {
            return "You have approved it; it takes another person.";
        }
        return caller.approver() ? null : "Approving takes a person with the role approver.";
    }
}
