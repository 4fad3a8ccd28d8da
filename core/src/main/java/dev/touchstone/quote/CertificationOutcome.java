package dev.touchstone.quote;

import dev.touchstone.tpm.KeyDefect;
import java.util.List;

/** What verifying a certification gave. */
public sealed interface CertificationOutcome {

    /**
     * Every requirement is met.
     *
     * @param key the key, now trusted to be what it says
     */
    record Certified(CertifiedKey key) implements CertificationOutcome {}

    /**
     * At least one requirement is not met.
     *
     * @param authentic whether the host's own attestation key signed this, fresh: then it is the key that is not fit
     * @param defects all that was found, never empty; codes begin with {@code certify-} or {@code client-key-}
     */
    record Refused(boolean authentic, List<KeyDefect> defects) implements CertificationOutcome {

        public Refused {
            defects = List.copyOf(defects);
            if (defects.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a defect");
            }
        }
    }
}
