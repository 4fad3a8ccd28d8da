package dev.touchstone.replay;

import java.util.List;

/** Whether the logs account for the quoted PCRs. */
public sealed interface ReplayOutcome {

    /** Every quoted PCR of every quoted bank is accounted for, but for those the boot lists as unexplained. */
    record Replayed(ReplayedBoot boot) implements ReplayOutcome {}

    /** The logs contradict the quote; every contradiction found, at least one. */
    record Contradicted(List<ReplayFailure> failures) implements ReplayOutcome {
        public Contradicted {
            failures = List.copyOf(failures);
        }
    }
}
