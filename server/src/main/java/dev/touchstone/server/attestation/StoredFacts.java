package dev.touchstone.server.attestation;

import dev.touchstone.facts.AttestedFacts;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.server.reference.BootEvidence;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What stored evidence says of its boot, from evidence opened again: nothing that is not bound to the quote. */
@Component
public class StoredFacts {

    private final StoredBoots boots;

    StoredFacts(StoredBoots boots) {
        this.boots = boots;
    }

    /**
     * The facts of one attestation.
     *
     * @throws dev.touchstone.server.problem.Refusal if there is none, or its evidence does not hold
     */
    public BootFacts of(UUID attestation) {
        BootEvidence.Boot boot = boots.open(attestation);
        return AttestedFacts.of(boot.replayed(), boot.carried().hints()).facts();
    }
}
