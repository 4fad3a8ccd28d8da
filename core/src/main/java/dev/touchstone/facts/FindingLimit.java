package dev.touchstone.facts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Findings are for people: of a log made to have thousands, some of each kind are told, and how many more there are.
 */
final class FindingLimit {

    static final int TOLD = 50;

    private FindingLimit() {}

    static List<Finding> of(List<Finding> all) {
        Map<FindingCode, Integer> counts = new EnumMap<>(FindingCode.class);
        List<Finding> told = new ArrayList<>();
        for (Finding finding : all) {
            if (counts.merge(finding.code(), 1, Integer::sum) <= TOLD) {
                told.add(finding);
            }
        }
        counts.forEach((code, count) -> {
            if (count > TOLD) {
                told.add(new Finding(
                        code, Optional.empty(), Optional.empty(), Optional.empty(), (count - TOLD) + " more of these"));
            }
        });
        return told;
    }
}
