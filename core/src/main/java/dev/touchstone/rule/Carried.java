package dev.touchstone.rule;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.facts.Hints;
import dev.touchstone.image.PcrSignatures;
import java.util.List;

/**
 * What comes with a boot's evidence and needs no trust, whoever brings it: each counts only as far as something quoted
 * bears it out.
 *
 * @param hints texts that may have been measured
 * @param signatures PCR policies that may be signed by an accepted key
 * @param osReleases contents of {@code .osrel} that may have been measured
 */
public record Carried(Hints hints, PcrSignatures signatures, List<Bytes> osReleases) {

    /** Contents of {@code .osrel} looked at; each is hashed. */
    public static final int MAX_OS_RELEASES = 64;

    public Carried {
        osReleases = osReleases.stream().limit(MAX_OS_RELEASES).toList();
    }

    /** Nothing at all. */
    public static Carried nothing() {
        return new Carried(Hints.none(), PcrSignatures.NONE, List.of());
    }
}
