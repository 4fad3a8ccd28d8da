package dev.touchstone.rule;

import java.util.List;
import java.util.Optional;

/** The firmware checked the signature of what it ran. */
public record SecureBootEnabled() implements Rule {

    private static final int PCR = 7;

    /** Its id. */
    public static final String ID = "secure-boot-enabled";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String text() {
        return "Secure Boot is on.";
    }

    @Override
    public String citation() {
        return "TCG PC Client Platform Firmware Profile 1.06, §3.3.4.8 (PCR 7, variable SecureBoot)";
    }

    /** The switch is told by its digest alone, so that nothing else in the register can be taken for it, or hide it. */
    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        Failures failures = new Failures(this).unaccounted(subject, PCR);
        Optional<Boolean> enabled = subject.facts().secureBoot().enabled();
        if (!enabled.orElse(false)) {
            failures.add(RuleFailure.ofPcr(
                    this,
                    PCR,
                    enabled.isPresent() ? "Secure Boot is off." : "Whether Secure Boot is on is not known.",
                    "the variable SecureBoot measured once, as 01, before the separator",
                    enabled.isPresent() ? "measured as off" : "not measured, or ambiguous"));
        }
        return failures.toList();
    }
}
