package dev.touchstone.server.reference;

import dev.touchstone.reference.Golden;
import java.util.List;

/**
 * All that one host is judged by, with the digests under which it was approved.
 *
 * @param sets the versions in force that select the host
 * @param golden the same, and what else bears on it
 */
public record HostGolden(List<GoldenSet> sets, Golden golden) {

    public HostGolden {
        sets = List.copyOf(sets);
    }
}
