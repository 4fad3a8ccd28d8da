package dev.touchstone.server.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs results, for people.
 *
 * @param kid the RFC 7638 thumbprint of its public half
 * @param publishedUntil absent while no other key is to follow it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyView(
        String kid,
        State state,
        Instant signsFrom,
        @Nullable Instant publishedUntil) {

    /** Where a key is in its life. */
    enum State {
        /** Published, so that everyone knows it before it signs. */
        UPCOMING,
        SIGNING,
        /** Published until its last result has expired. */
        RETIRING;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static List<KeyView> of(KeyRing ring, Instant now) {
        ResultKey signing = ring.signing(now);
        return ring.published(now).stream()
                .map(key -> new KeyView(key.kid(), state(key, signing, now), key.signsFrom(), end(key)))
                .toList();
    }

    private static State state(ResultKey key, ResultKey signing, Instant now) {
        if (key.kid().equals(signing.kid())) {
            return State.SIGNING;
        }
        return key.signsFrom().isAfter(now) ? State.UPCOMING : State.RETIRING;
    }

    private static @Nullable Instant end(ResultKey key) {
        return key.publishedUntil().equals(ResultKey.NO_END) ? null : key.publishedUntil();
    }
}
