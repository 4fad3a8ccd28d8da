package dev.touchstone.server.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.admission.Subject;
import dev.touchstone.server.problem.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRequestTest {

    private static final String SKID = "06:C4:84:33:0C:9A:1D:04:C5:1D:DF:F8:F9:9E:2D:F0:2B:E6:C6:B7";

    private static AccessRequest asking(String skid, String cn, String dns, String mac) {
        return new AccessRequest(skid, cn, dns, "", "", mac, "user", "s1", "192.0.2.1");
    }

    @Test
    void a_key_alone_counts_whatever_name_and_address_come_with_it() {
        assertThat(asking(SKID, "host-1", "host-1", "02-00-00-00-00-01").subjects())
                .containsExactly(
                        new Subject.CertificateKeyIdentifier(Bytes.ofHex("06c484330c9a1d04c51ddff8f99e2df02be6c6b7")));
        assertThat(asking("0102", "host-1", "host-1", "02-00-00-00-00-01").subjects())
                .containsExactly(new Subject.CertificateKeyIdentifier(Bytes.ofHex("0102")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host-1", "06:C4:8", "::", "06:C4:", " 06", "06 C4", "%{User-Name}"})
    void a_key_identifier_that_is_none_is_refused_and_never_passed_over(String skid) {
        AccessRequest request = asking(skid, "host-1", "", "02-00-00-00-00-01");
        assertThatExceptionOfType(Refusal.class).isThrownBy(request::subjects);
    }

    @Test
    void without_a_key_the_address_comes_before_the_names() {
        assertThat(asking("", "host-1", "host-2", "02-00-00-00-00-01").subjects())
                .containsExactly(
                        new Subject.Mac("02:00:00:00:00:01"),
                        new Subject.HostName("host-1"),
                        new Subject.HostName("host-2"));
        assertThat(asking("", "host-1", "host-1", "").subjects()).containsExactly(new Subject.HostName("host-1"));
    }

    @Test
    void a_name_is_a_name_though_it_looks_like_a_host_id() {
        String id = "0f0e0d0c-0b0a-0908-0706-050403020100";
        assertThat(asking("", id, "", "").subjects()).containsExactly(new Subject.HostName(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0A-1b-00-00-00-fF", "0a:1B:00:00:00:ff", "0a1b.0000.00ff", "0A1B000000FF"})
    void an_address_is_known_however_a_nas_writes_it(String mac) {
        assertThat(asking("", "", "", mac).subjects()).containsExactly(new Subject.Mac("0a:1b:00:00:00:ff"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0A-1B-00-00-00", "0A-1B-00-00-00-FF:office", "0A1B000000F", "zz-1b-00-00-00-ff", "5551234"})
    void what_is_no_link_layer_address_is_passed_over(String mac) {
        assertThat(asking("", "host-1", "", mac).subjects()).containsExactly(new Subject.HostName("host-1"));
    }

    @Test
    void who_says_nothing_of_a_host_is_refused() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> asking("", "", "", "").subjects());
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> asking("", "", "", "office").subjects());
    }

    @Test
    void control_characters_are_refused_in_every_attribute() {
        for (String bad : List.of("a\nb", "a\0", "\u001b[2J", "a\r\nX: y", "\u202eb", "\u2028", "\u007f", "\ud800")) {
            for (int at = 0; at < 9; at++) {
                String[] values = {"", "", "", "", "", "", "", "", ""};
                values[at] = bad;
                assertThatExceptionOfType(Refusal.class).as("%s at %d", bad, at).isThrownBy(() -> of(values));
            }
        }
    }

    @Test
    void what_no_attribute_can_hold_is_refused() {
        for (int at = 0; at < 9; at++) {
            String[] values = {"", "", "", "", "", "", "", "", ""};
            values[at] = "x".repeat(0x10000);
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> of(values));
        }
        // 253 bytes, not characters.
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> of("", "", "", "", "", "", "ü".repeat(127), "", ""));
        assertThat(of("", "", "", "", "", "", "ü".repeat(126), "", "").user()).hasSize(126);
    }

    private static AccessRequest of(String... values) {
        return new AccessRequest(
                values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8]);
    }
}
