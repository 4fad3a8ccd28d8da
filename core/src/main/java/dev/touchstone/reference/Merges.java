package dev.touchstone.reference;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what sets were merged to. A server judges many hosts by the same few sets, which it holds as the same
 * objects; they are told apart as such, for to compare their content would cost as much as to merge it.
 */
final class Merges {

    private static final int REMEMBERED = 256;

    private static final Map<List<Same>, MergedReference.Outcome> KNOWN = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Same>, MergedReference.Outcome> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Merges() {}

    /** One object, and no other that is equal to it. */
    private record Same(ReferenceSet set) {
        @Override
        @SuppressWarnings("ReferenceEquality") // the very point
        public boolean equals(@Nullable Object other) {
            return other instanceof Same(ReferenceSet that) && that == set;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(set);
        }
    }

    static MergedReference.Outcome of(Collection<ReferenceSet> sets) {
        List<Same> key = sets.stream().map(Same::new).toList();
        synchronized (KNOWN) {
            MergedReference.Outcome known = KNOWN.get(key);
            if (known != null) {
                return known;
            }
        }
        MergedReference.Outcome merged = MergedReference.mergeAnew(sets);
        synchronized (KNOWN) {
            KNOWN.put(key, merged);
        }
        return merged;
    }
}
