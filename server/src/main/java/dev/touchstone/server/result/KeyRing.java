package dev.touchstone.server.result;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys there are, by when they sign. At any time one signs, and those whose results may be in force are published.
 */
record KeyRing(List<ResultKey> keys) {

    KeyRing {
        keys = keys.stream().sorted(Comparator.comparing(ResultKey::signsFrom)).toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a key ring has a key");
        }
    }

    /** A ring with a new key alone, which signs at once. */
    static KeyRing fresh(Instant now) {
        return new KeyRing(List.of(ResultKey.generate(now)));
    }

    /** The newest key whose time has come; the oldest, should a clock say that none has. */
    ResultKey signing(Instant now) {
        return keys.stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .reduce((_, newer) -> newer)
                .orElse(keys.getFirst());
    }

    /** A key that is published and does not sign yet. */
    Optional<ResultKey> upcoming(Instant now) {
        return keys.stream().filter(key -> key.signsFrom().isAfter(now)).findFirst();
    }

    /** All whose results may be in force now or soon. */
    List<ResultKey> published(Instant now) {
        return keys.stream().filter(key -> key.isPublished(now)).toList();
    }

    Optional<ResultKey> published(String kid, Instant now) {
        return published(now).stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /**
     * The ring with a new key that signs later; those before it are published for a while after.
     *
     * @param signsFrom when everyone has had time to learn the new key
     * @param lastExpiry when the last result of the others has expired
     */
    KeyRing rotated(Instant now, Instant signsFrom, Instant lastExpiry) {
        Stream<ResultKey> before = published(now).stream()
                .map(key -> key.publishedUntil().isAfter(lastExpiry) ? key.until(lastExpiry) : key);
        return new KeyRing(
                Stream.concat(before, Stream.of(ResultKey.generate(signsFrom))).toList());
    }
}
