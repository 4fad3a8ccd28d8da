package dev.touchstone.server.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A link-layer address")
class MacAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"02:00:5e:10:00:0a", "02-00-5E-10-00-0A", "0200.5e10.000a", "02005E10000A"})
    void is_the_same_in_every_spelling_that_equipment_uses(String spelling) {
        assertThat(MacAddress.parse(spelling)).contains(new MacAddress("02:00:5e:10:00:0a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02:00:5e:10:00",
                "02:00:5e:10:00:0a:0b",
                "02:00-5e:10:00:0a",
                "02:00:5e:10:00:0g",
                " 02:00:5e:10:00:0a",
                "02:00:5e:10:00:0a\n",
                "00:00:00:00:00:00",
                "01:00:5e:00:00:01",
                "ff:ff:ff:ff:ff:ff",
                "%{User-Name}",
                "٠٢:00:5e:10:00:0a"
            })
    void of_no_one_station_is_none(String text) {
        assertThat(MacAddress.parse(text)).isEmpty();
    }
}
