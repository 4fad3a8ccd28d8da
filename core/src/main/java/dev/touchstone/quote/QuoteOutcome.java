package dev.touchstone.quote;

import java.util.List;

/** What verifying a quote gave. */
public sealed interface QuoteOutcome {

    /**
     * Every requirement is met.
     *
     * @param quote the quote, now trusted
     */
    record Verified(VerifiedQuote quote) implements QuoteOutcome {}

    /**
     * At least one requirement is not met.
     *
     * @param defects all that was found, never empty
     */
    record Refused(List<QuoteDefect> defects) implements QuoteOutcome {

        public Refused {
            defects = List.copyOf(defects);
            if (defects.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a defect");
            }
        }

        /** The worst tier among the defects: whether the quote is the host's own at all. */
        public QuoteDefect.Tier tier() {
            return defects.stream().map(QuoteDefect::tier).anyMatch(QuoteDefect.Tier.NOT_AUTHENTIC::equals)
                    ? QuoteDefect.Tier.NOT_AUTHENTIC
                    : QuoteDefect.Tier.INCONSISTENT;
        }
    }
}
