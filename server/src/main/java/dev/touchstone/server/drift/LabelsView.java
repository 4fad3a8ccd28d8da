package dev.touchstone.server.drift;

import java.util.List;
import java.util.Map;

/**
 * How members are labelled, by what they were granted.
 *
 * @param common labels that all have
 * @param only those of them that no other host has
 * @param apart keys on which they differ
 */
public record LabelsView(Map<String, String> common, Map<String, String> only, List<Apart> apart) {

    /**
     * A key on which members differ.
     *
     * @param values the most frequent ones and how many members have each
     * @param more how many values are left out
     * @param without members without such a label
     */
    public record Apart(String key, Map<String, Long> values, long more, long without) {}
}
