package dev.touchstone.rule;

/** What rules about PCR 7 ask first. */
final class SecureBootChecks {

    private static final int PCR = 7;

    private SecureBootChecks() {}

    /** Fails where the register cannot be read whole: what cannot be may be what the rule looks for. */
    static Failures readWhole(Rule rule, RuleSubject subject) {
        Failures failures = new Failures(rule).unaccounted(subject, PCR);
        if (!subject.facts().secureBoot().complete()) {
            failures.add(RuleFailure.ofPcr(
                    rule,
                    PCR,
                    "PCR 7 cannot be read whole.",
                    "every event of PCR 7 readable, and what its digest is of",
                    "some that are not, or none"));
        }
        return failures;
    }
}
