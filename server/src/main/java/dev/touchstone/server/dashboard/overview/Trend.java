package dev.touchstone.server.dashboard.overview;

import dev.touchstone.server.fleet.PostureHistory;
import dev.touchstone.server.host.EffectiveVerdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many hosts had which verdict over time, as columns for a picture.
 *
 * @param at seconds since the epoch
 * @param hosts by verdict in lower case, as many values as moments
 */
record Trend(List<Long> at, Map<String, List<Integer>> hosts) {

    /** How far back it goes. */
    enum Window {
        DAY("24 hours", Duration.ofDays(1)),
        WEEK("7 days", Duration.ofDays(7)),
        MONTH("30 days", Duration.ofDays(30));

        private final String title;
        private final Duration span;

        Window(String title, Duration span) {
            this.title = title;
            this.span = span;
        }

        public String title() {
            return title;
        }

        Duration span() {
            return span;
        }
    }

    static Trend of(List<PostureHistory.Sample> samples) {
        Map<String, List<Integer>> hosts = new LinkedHashMap<>();
        Arrays.stream(EffectiveVerdict.values())
                .forEach(verdict -> hosts.put(
                        verdict.name().toLowerCase(Locale.ROOT),
                        samples.stream()
                                .map(sample -> sample.hosts().getOrDefault(verdict, 0))
                                .toList()));
        return new Trend(
                samples.stream().map(sample -> sample.at().getEpochSecond()).toList(), hosts);
    }
}
