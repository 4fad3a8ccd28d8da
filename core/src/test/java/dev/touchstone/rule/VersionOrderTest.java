package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The examples of the UAPI.10 specification, in its order. */
@DisplayName("Versions of images")
class VersionOrderTest {

    private static final List<List<String>> ASCENDING = List.of(
            List.of("11", "11.0.0"),
            List.of("systemd-123", "systemd-124"),
            List.of(
                    "122.1",
                    "123~rc1-1",
                    "123",
                    "123-a",
                    "123-a.1",
                    "123-1",
                    "123-1.1",
                    "123^post1",
                    "123.a-1",
                    "123.1-1",
                    "123a-1",
                    "124-1"),
            List.of("2~rc1", "2", "2.1", "10"),
            List.of("1_", "1_2"),
            List.of("A", "a", "b"),
            List.of("", "0"));

    @Test
    void stand_in_the_order_of_UAPI_10() {
        for (List<String> versions : ASCENDING) {
            for (int i = 0; i < versions.size(); i++) {
                for (int j = 0; j < versions.size(); j++) {
                    assertThat(Integer.signum(VersionOrder.UAPI.compare(versions.get(i), versions.get(j))))
                            .as(versions.get(i) + " and " + versions.get(j))
                            .isEqualTo(Integer.compare(i, j));
                }
            }
        }
    }

    @Test
    void are_the_same_whatever_stands_between_and_however_many_zeros_lead() {
        assertThat(VersionOrder.UAPI.compare("1_2", "1 2")).isZero();
        assertThat(VersionOrder.UAPI.compare("1.007", "1.7")).isZero();
        assertThat(VersionOrder.UAPI.compare("1_0_", "1_0")).isZero();
    }
}
