package dev.touchstone.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant SIGNS = NOW.plusSeconds(310);
    private static final Instant EXPIRED = NOW.plusSeconds(1220);

    private final KeyRing before = KeyRing.fresh(NOW);
    private final KeyRing ring = before.rotated(NOW, SIGNS, EXPIRED);
    private final ResultKey old = ring.keys().getFirst();
    private final ResultKey next = ring.keys().getLast();

    @Test
    void a_new_key_is_published_at_once_and_signs_later() {
        assertThat(ring.published(NOW)).containsExactly(old, next);
        assertThat(ring.signing(NOW)).isEqualTo(old);
        assertThat(ring.signing(SIGNS.minusSeconds(1))).isEqualTo(old);
        assertThat(ring.signing(SIGNS)).isEqualTo(next);
        assertThat(old.kid()).isEqualTo(before.keys().getFirst().kid());
    }

    @Test
    void the_old_key_is_published_until_its_last_result_has_expired() {
        assertThat(ring.published(EXPIRED.minusSeconds(1))).contains(old);
        assertThat(ring.published(EXPIRED)).containsExactly(next);
        assertThat(ring.published(old.kid(), EXPIRED)).isEmpty();
    }

    @Test
    void what_is_published_no_more_goes_with_the_next_rotation() {
        KeyRing later = ring.rotated(EXPIRED, EXPIRED.plusSeconds(310), EXPIRED.plusSeconds(1220));
        assertThat(later.keys())
                .extracting(ResultKey::kid)
                .doesNotContain(old.kid())
                .contains(next.kid());
    }

    @Test
    void no_rotation_lengthens_the_life_of_a_key() {
        KeyRing again = ring.rotated(SIGNS, SIGNS.plusSeconds(310), SIGNS.plusSeconds(1220));
        assertThat(again.keys().getFirst().publishedUntil()).isEqualTo(EXPIRED);
    }

    @Test
    void a_clock_set_back_leaves_a_key_to_sign() {
        assertThat(ring.signing(NOW.minusSeconds(60))).isEqualTo(old);
    }
}
