package dev.touchstone.facts;

import java.util.List;
import java.util.Optional;

/** What the bound part of an IMA list adds to the facts. */
record ImaFacts(Optional<Ima> summary, List<VerityRoot> verity, List<Finding> findings) {

    static ImaFacts none() {
        return new ImaFacts(Optional.empty(), List.of(), List.of());
    }
}
