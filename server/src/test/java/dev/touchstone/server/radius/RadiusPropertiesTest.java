package dev.touchstone.server.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RadiusPropertiesTest {

    private static final String PREFIX = "touchstone.radius.session";

    private static RadiusProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, RadiusProperties.class);
    }

    @Test
    void sessions_last_half_a_minute_to_an_hour_and_five_minutes_in_quarantine() {
        assertThat(bind(Map.of()))
                .isEqualTo(new RadiusProperties(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofMinutes(5)));
        assertThat(bind(Map.of(PREFIX + ".min", "10s", PREFIX + ".max", "8h", PREFIX + ".quarantine", "1m")))
                .isEqualTo(new RadiusProperties(Duration.ofSeconds(10), Duration.ofHours(8), Duration.ofMinutes(1)));
    }

    @Test
    void bounds_that_contradict_each_other_are_refused_at_start() {
        for (Map<String, String> bad : java.util.List.of(
                Map.of(PREFIX + ".min", "0s"), Map.of(PREFIX + ".quarantine", "10s"), Map.of(PREFIX + ".max", "1m"))) {
            assertThatThrownBy(() -> bind(bad)).isInstanceOf(BindException.class);
        }
    }
}
