package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.reference.ReferenceVersionView;
import dev.touchstone.server.reference.VersionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set in a list.
 *
 * @param newest its newest version
 * @param inForce the versions that are golden
 * @param waiting those drafted or proposed
 */
record SetRow(String name, String href, VersionRow newest, List<VersionRow> inForce, List<VersionRow> waiting) {

    /** @param versions of all sets, the newest first in each */
    static List<SetRow> of(List<ReferenceVersionView> versions, Instant now) {
        Map<String, List<ReferenceVersionView>> bySet = new LinkedHashMap<>();
        versions.forEach(
                v -> bySet.computeIfAbsent(v.name(), _ -> new ArrayList<>()).add(v));
        return bySet.values().stream().map(set -> row(set, now)).toList();
    }

    private static SetRow row(List<ReferenceVersionView> set, Instant now) {
        VersionRow newest = VersionRow.of(set.getFirst(), now);
        return new SetRow(
                newest.name(),
                "/reference-sets/" + newest.name(),
                newest,
                in(set, now, VersionState.APPROVED),
                in(set, now, VersionState.DRAFT, VersionState.PROPOSED));
    }

    private static List<VersionRow> in(List<ReferenceVersionView> set, Instant now, VersionState... states) {
        return set.stream()
                .filter(v -> List.of(states).contains(v.state()))
                .map(v -> VersionRow.of(v, now))
                .toList();
    }
}
