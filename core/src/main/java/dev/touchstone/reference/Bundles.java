package dev.touchstone.reference;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The bundles of one set, each with an index of its own among all those of a merge. */
final class Bundles {

    private final String set;
    private final Map<Id, Integer> indexes = new HashMap<>();
    private final BitSet all = new BitSet();

    private record Id(int version, String name) {}

    Bundles(String set) {
        this.set = set;
    }

    String set() {
        return set;
    }

    /** The bundles of this set. */
    BitSet all() {
        return all;
    }

    void add(int version, String name, int index) {
        if (indexes.putIfAbsent(new Id(version, name), index) == null) {
            all.set(index);
        }
    }

    int index(int version, String name) {
        return Objects.requireNonNull(indexes.get(new Id(version, name)));
    }
}
