package dev.touchstone.rule;

import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.Printable;
import dev.touchstone.facts.Shim.MokVariable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * shim took nothing from the machine's owner that is not listed: no key, no revocation undone, no check switched off.
 * Which variable a digest is of is only said, so whatever was measured into PCR 14 must be empty or listed.
 *
 * @param contents digests of variables that may be there
 */
public record MokAbsentOrListed(Set<Digest> contents) implements Rule {

    /** Its id. */
    public static final String ID = "mok-absent-or-listed";

    private static final int PCR = 14;

    public MokAbsentOrListed {
        contents = Listed.digests(contents);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String text() {
        return contents.isEmpty()
                ? "The machine owner's variables of shim are absent or empty."
                : "The machine owner's variables of shim are absent, empty or one of %s."
                        .formatted(Listed.count(contents.size(), "listed content"));
    }

    @Override
    public String citation() {
        return "shim, README.tpm (PCR 14: MokList, MokListX, MokSBState)";
    }

    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        Failures failures = new Failures(this).unaccounted(subject, PCR);
        subject.facts().shim().variables().stream()
                .filter(v -> !v.content().equals(Optional.of("")))
                .filter(v -> !subject.isListed(contents, PCR, v.event(), v.digest()))
                .forEach(v -> failures.add(() -> failure(v)));
        return failures.toList();
    }

    private RuleFailure failure(MokVariable variable) {
        return RuleFailure.ofPcr(
                this,
                PCR,
                "shim measured a variable of the machine owner's that is not listed.",
                "no content, or a listed one",
                variable.digest()
                        + variable.content()
                                .map(c -> ", of the byte " + c)
                                .orElse(", said to be " + Printable.word(variable.unverifiedName())));
    }
}
