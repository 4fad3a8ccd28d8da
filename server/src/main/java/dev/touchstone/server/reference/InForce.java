package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.reference.Coverage;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import dev.touchstone.server.host.HostRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The golden measurements in force at one moment, for any host.
 *
 * @param approved versions in force
 * @param retired versions no longer in force that are still known
 * @param coverage what must be covered
 */
public record InForce(List<GoldenSet> approved, List<GoldenSet> retired, List<Coverage> coverage) {

    public InForce {
        approved = List.copyOf(approved);
        retired = List.copyOf(retired);
        coverage = List.copyOf(coverage);
    }

    /**
     * What a host is judged by.
     *
     * @param values what was accepted of it for its host-unique components
     */
    public HostGolden of(HostRecord host, Map<Integer, List<ReferenceRecord>> values) {
        Map<String, String> labels = host.labels();
        List<GoldenSet> selecting = selecting(labels);
        return new HostGolden(
                selecting,
                new Golden(
                        selecting.stream().map(GoldenSet::reference).toList(),
                        selecting(retired, labels).map(GoldenSet::reference).toList(),
                        coverage.stream().filter(c -> c.selects(labels)).toList(),
                        values,
                        host.matched()));
    }

    /** The versions in force that select a host with these granted labels. */
    public List<GoldenSet> selecting(Map<String, String> labels) {
        return selecting(approved, labels).toList();
    }

    /** Whether something that selects such a host, or did, has a component of which each host has its own. */
    boolean asksForOwn(Map<String, String> labels) {
        return Stream.concat(selecting(approved, labels), selecting(retired, labels))
                .flatMap(set -> set.reference().components().stream())
                .flatMap(component -> component.variants().stream())
                .anyMatch(Variant.HostUnique.class::isInstance);
    }

    /** The same with one version more, as if it were approved. */
    public InForce with(ReferenceSet proposed) {
        GoldenSet more = new GoldenSet(proposed, Bytes.EMPTY);
        return new InForce(Stream.concat(approved.stream(), Stream.of(more)).toList(), retired, coverage);
    }

    /** The same with one version less, as if it were retired. */
    public InForce without(String set, int version) {
        return new InForce(
                approved.stream()
                        .filter(s -> !(s.reference().name().equals(set)
                                && s.reference().version() == version))
                        .toList(),
                retired,
                coverage);
    }

    private static Stream<GoldenSet> selecting(List<GoldenSet> sets, Map<String, String> labels) {
        return sets.stream().filter(s -> s.reference().selects(labels));
    }
}
