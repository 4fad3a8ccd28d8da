package dev.touchstone.server.attestation;

import dev.touchstone.facts.AttestedFacts;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.facts.Hints;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What stored evidence says of its boot, from evidence opened again: nothing that is not bound to the quote. */
@Component
public class StoredFacts {

    private final StoredBoots boots;
    private final Attestations attestations;

    StoredFacts(StoredBoots boots, Attestations attestations) {
        this.boots = boots;
        this.attestations = attestations;
    }

    /**
     * The facts of one attestation.
     *
     * @throws dev.touchstone.server.problem.Refusal if there is none, or its evidence does not hold
     */
    public BootFacts of(UUID attestation) {
        Hints hints =
                new Hints(attestations.reportedCommandLine(attestation).stream().toList());
        return AttestedFacts.of(boots.open(attestation).replayed(), hints).facts();
    }
}
