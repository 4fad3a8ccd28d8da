package dev.touchstone.image;

import java.util.List;

/** Whether a key signed a PCR policy. */
public sealed interface PcrSignatureOutcome {

    /** It did. */
    record Signed(SignedPcrPolicy policy) implements PcrSignatureOutcome {}

    /** It did not, or not this; every reason found, at least one. */
    record NotSigned(List<PcrSignatureDefect> defects) implements PcrSignatureOutcome {
        public NotSigned {
            defects = List.copyOf(defects);
        }
    }
}
