package dev.touchstone.server.change;

import dev.touchstone.server.problem.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why somebody decided so, in words of theirs. */
final class DecisionReason {

    private static final int MAX = 500;

    private DecisionReason() {}

    /** The words; empty where nothing was said. */
    static Optional<String> of(@Nullable String said) {
        String reason = said == null ? "" : said.strip();
        if (reason.length() > MAX) {
            throw new Refusal(400, "reason-too-long", "A reason has at most " + MAX + " characters.");
        }
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }
}
