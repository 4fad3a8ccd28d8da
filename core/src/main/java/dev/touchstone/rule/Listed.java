package dev.touchstone.rule;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lists given to rules: checked, in the order given, and fit to be counted in a sentence. */
final class Listed {

    /** Entries a list may have. */
    static final int MAX = 200_000;

    private Listed() {}

    static <T> Set<T> of(Collection<T> entries) {
        if (entries.size() > MAX) {
            throw new IllegalArgumentException("more than " + MAX + " entries");
        }
        return Collections.unmodifiableSet(new LinkedHashSet<>(entries));
    }

    static Set<Bytes> sha256(Collection<Bytes> digests) {
        for (Bytes digest : digests) {
            if (digest.length() != HashAlgorithm.SHA256.size()) {
                throw new IllegalArgumentException("not a SHA-256 digest: " + digest);
            }
        }
        return of(digests);
    }

    static Set<Digest> digests(Collection<Digest> digests) {
        digests.forEach(d -> require(d.algorithm().collisionResistant(), "digests must be SHA-256 or stronger"));
        return of(digests);
    }

    static <T> List<T> atMost(int max, Collection<T> entries) {
        require(entries.size() <= max, "more than " + max + " entries");
        return List.copyOf(entries);
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** {@code 3 listed certificates}. */
    static String count(int count, String noun) {
        return count + " " + (count == 1 ? noun : plural(noun));
    }

    private static String plural(String noun) {
        if (noun.endsWith("cy")) {
            return noun.substring(0, noun.length() - 1) + "ies";
        }
        return noun + (noun.endsWith("sh") ? "es" : "s");
    }
}
