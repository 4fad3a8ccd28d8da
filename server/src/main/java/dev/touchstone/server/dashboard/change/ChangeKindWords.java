package dev.touchstone.server.dashboard.change;

import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.ChangeState;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.reference.DryRunChange;
import java.util.List;
import java.util.Optional;

/** What kinds of changes are called, and what a dry run of one supposes. */
final class ChangeKindWords {

    static final String VERSION = "reference-version";

    /** Who is responsible for what the server, or its first token, does. */
    private static final String NOBODY = "system";

    private ChangeKindWords() {}

    static String of(String kind) {
        return switch (kind) {
            case VERSION -> "new version of a reference set";
            case "reference-retirement" -> "retirement of a version";
            case "reference-rollback" -> "rollback of a reference set";
            case "coverage" -> "coverage";
            case "labels" -> "labels of hosts";
            case "host-values" -> "hosts' own values";
            case "trust-anchors" -> "trust anchors";
            case "approver" -> "who may approve";
            case "approvals-required" -> "how many people it takes";
            default -> Visible.text(kind);
        };
    }

    /** What stored evidence can be asked; empty for changes that are not about versions. */
    static Optional<DryRunChange> supposed(Change change) {
        return switch (change.content().kind()) {
            case VERSION -> Optional.of(new DryRunChange(List.of(change.subject()), List.of()));
            case "reference-retirement" -> Optional.of(new DryRunChange(List.of(), List.of(change.subject())));
            case "reference-rollback" -> {
                String version = change.subject() + "@"
                        + change.content().payload().path("version").asInt();
                yield Optional.of(new DryRunChange(List.of(), List.of(version)));
            }
            default -> Optional.empty();
        };
    }

    /** Whoever proposed it, if that is somebody else than its author: of the first start's token, nobody is. */
    static Optional<String> otherProposer(Change change) {
        return change.proposer()
                .filter(p -> !p.equals(change.author()) && !p.equals(NOBODY))
                .map(Visible::text);
    }

    /** The colour of a state. */
    static String tag(ChangeState state) {
        return switch (state) {
            case DRAFT, WITHDRAWN -> "";
            case PROPOSED -> "wait";
            case APPROVED -> "good";
            case REJECTED -> "bad";
        };
    }
}
