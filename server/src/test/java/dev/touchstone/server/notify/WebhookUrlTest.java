package dev.touchstone.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.server.problem.Refusal;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

    private static final Destinations BY_DEFAULT = new Destinations(InetAddress::getAllByName, new Networks(List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "receiver.example",
                "//receiver.example/hook",
                "ftp://receiver.example/",
                "file:///etc/passwd",
                "http://receiver.example/",
                "https:///hook",
                "https://",
                "https:receiver.example",
                "https://user@receiver.example/",
                "https://user:password@receiver.example/",
                "https://receiver.example/#part",
                "https://receiver.example:0/",
                "https://receiver.example:65536/",
                "https://receiver.example:99999999999/",
                "https://under_score.example/",
                "https://receiver.example/a b",
                "https://receiver.example/\nHost: other",
                "https://réceiver.example/",
                "https://127.0.0.1@receiver.example\\@/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.0.01/",
                "https://127.0.0.1./",
                "https://1.1.1.256/"
            })
    void what_is_no_plain_address_of_a_receiver_is_refused(String url) {
        assertThatThrownBy(() -> WebhookUrl.parse(url, false))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo("webhook-url-refused"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://localhost/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[fd00:ec2::254]/latest/meta-data",
                "https://169.254.169.254/latest/meta-data",
                "https://10.0.0.1/",
                "https://[fe80::1]/",
                "https://224.0.0.1/"
            })
    void what_leads_where_nothing_may_be_sent_is_refused(String url) {
        assertThatThrownBy(() -> WebhookUrl.check(url, false, BY_DEFAULT)).isInstanceOfSatisfying(Refusal.class, r -> {
            assertThat(r.code()).isEqualTo("webhook-url-refused");
            assertThat(r.detail()).contains("allowed-networks");
        });
    }

    @Test
    void what_is_said_of_it_repeats_nothing_of_it() {
        assertThatThrownBy(() -> WebhookUrl.parse("https://someone:secret@receiver.example/", false))
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_plain_address_of_a_receiver_is_taken() {
        assertThat(WebhookUrl.check("https://1.1.1.1:8443/hook?key=1", false, BY_DEFAULT))
                .hasHost("1.1.1.1");
        assertThat(WebhookUrl.parse("HTTPS://3com.example/hook", false)).hasHost("3com.example");
        assertThat(WebhookUrl.parse("http://receiver.example/hook", true)).hasHost("receiver.example");
    }

    @Test
    void a_url_has_at_most_two_thousand_characters() {
        String url = "https://receiver.example/";
        assertThat(WebhookUrl.parse(url + "a".repeat(2000 - url.length()), false))
                .isNotNull();
        assertThatThrownBy(() -> WebhookUrl.parse(url + "a".repeat(2001 - url.length()), false))
                .isInstanceOf(Refusal.class);
    }
}
