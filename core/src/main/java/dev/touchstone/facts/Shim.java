package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What shim measured of its own state (shim, README.tpm).
 *
 * @param sbatLevel the revocation level in force
 * @param mokListTrusted whether the machine owner's keys count as Secure Boot keys for the kernel; empty if it was
 *     measured with different values
 * @param variables all that was measured into PCR 14, by digest: the machine owner's variables
 */
public record Shim(Optional<Sbat> sbatLevel, Optional<Boolean> mokListTrusted, List<MokVariable> variables) {

    public Shim {
        variables = List.copyOf(variables);
    }

    /**
     * An SBAT level (shim, SBAT.md).
     *
     * @param text as measured
     * @param generations the lowest generation allowed, by component
     */
    public record Sbat(String text, List<Generation> generations) {
        public Sbat {
            generations = List.copyOf(generations);
        }
    }

    /** The lowest generation of a component that may run. */
    public record Generation(String component, int generation) {}

    /**
     * A variable of the machine owner.
     *
     * @param digest of its content, in the strongest bank quoted
     * @param content hex, where the digest tells it: no byte at all, {@code 00} or {@code 01}
     * @param unverifiedName {@code MokList}, {@code MokListX}, {@code MokSBState} and so on
     */
    public record MokVariable(int event, Digest digest, Optional<String> content, String unverifiedName) {}
}
