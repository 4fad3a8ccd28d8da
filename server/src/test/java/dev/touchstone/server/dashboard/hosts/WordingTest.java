package dev.touchstone.server.dashboard.hosts;

import static dev.touchstone.server.host.EffectiveVerdict.DRIFTED;
import static dev.touchstone.server.host.EffectiveVerdict.REJECTED;
import static dev.touchstone.server.host.EffectiveVerdict.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.fleet.HostQuery;
import dev.touchstone.server.host.EffectiveVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00.250Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s ago",
        "PT119S, 119 s ago",
        "PT2M, 2 min ago",
        "PT119M59S, 119 min ago",
        "PT2H, 2 h ago",
        "PT48H, 2 d ago",
        "PT-90S, in 90 s"
    })
    void an_age_is_told_in_the_greatest_unit_of_which_there_are_two(Duration age, String words) {
        assertThat(Moment.of(NOW.minus(age), NOW).relative()).isEqualTo(words);
    }

    @Test
    void a_time_is_also_told_in_utc() {
        Moment moment = Moment.of(NOW, NOW);
        assertThat(moment.utc()).isEqualTo("2026-11-24 08:00:00 UTC");
        assertThat(moment.iso()).isEqualTo("2026-11-24T08:00:00Z");
    }

    @Test
    void a_digest_is_shown_by_its_ends_and_kept_whole() {
        Hex hex = Hex.of("0123456789abcdef".repeat(4));
        assertThat(hex.head() + "…" + hex.tail()).isEqualTo("01234567…89abcdef");
        assertThat(hex.head() + hex.middle() + hex.tail()).isEqualTo(hex.whole());
    }

    @Test
    void what_is_no_digest_is_shown_as_it_is() {
        assertThat(Hex.of("an event for each extension").head()).isEqualTo("an event for each extension");
    }

    @Test
    void the_bar_is_full_and_shows_three_hosts_among_a_hundred_thousand() {
        Map<EffectiveVerdict, Long> hosts = new EnumMap<>(EffectiveVerdict.class);
        hosts.put(TRUSTED, 98_112L);
        hosts.put(DRIFTED, 412L);
        hosts.put(REJECTED, 3L);
        Posture posture = Posture.of(hosts, HostQuery.ALL, "/");
        assertThat(posture.bar()).allMatch(part -> part.width() >= 6);
        Posture.Segment last = posture.bar().getLast();
        assertThat(last.x() + last.width()).isEqualTo(1000);
        assertThat(posture.counts().getFirst().hosts()).isEqualTo("98,112");
        assertThat(posture.live()).isEqualTo("{\"Touchstone-Shown\": \"98112-412-3\"}");
    }
}
