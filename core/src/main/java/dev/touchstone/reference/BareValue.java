package dev.touchstone.reference;

import java.util.Map;

/** Compares the final value of a PCR with a golden one. */
final class BareValue {

    private BareValue() {}

    /** The judged bank must be among the golden values; any other bank quoted must agree as well. */
    static boolean isGolden(Variant.BareValues bare, int pcr, Observed observed) {
        return bare.value(pcr, observed.bank()).isPresent()
                && observed.value(observed.bank(), pcr).isPresent()
                && bare.values().getOrDefault(pcr, Map.of()).entrySet().stream()
                        .allMatch(e -> observed.value(e.getKey(), pcr)
                                .map(e.getValue()::equals)
                                .orElse(true));
    }
}
