package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.ChangeState;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.reference.ReferenceVersionId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version that would make what a cluster booted golden, and how far it has come.
 *
 * @param version such as {@code fleet-a@4}
 * @param change where its change is; null while it is a draft
 * @param draft whether it can be proposed
 */
record LinkedChange(String version, String href, @Nullable String change, String state, boolean draft) {

    static LinkedChange of(String version, Changes changes) {
        ReferenceVersionId id = ReferenceVersionId.parse(version);
        Optional<Change> change = changes.latest("reference-version", version);
        boolean draft = change.map(Change::state)
                .filter(s -> s == ChangeState.PROPOSED || s == ChangeState.APPROVED)
                .isEmpty();
        return new LinkedChange(
                Visible.text(version),
                "/reference-sets/" + id.setName() + "/versions/" + id.number(),
                change.map(c -> "/changes/" + c.id()).orElse(null),
                change.map(LinkedChange::words).orElse("drafted, and not proposed yet"),
                draft);
    }

    private static String words(Change change) {
        return switch (change.state()) {
            case DRAFT -> "drafted, and not proposed yet";
            case PROPOSED -> "proposed, and waits for approval";
            case APPROVED -> "approved: each host turns TRUSTED when its evidence is appraised again";
            case REJECTED -> "turned down; it is a draft again";
            case WITHDRAWN -> "taken back; it is a draft again";
        };
    }
}
