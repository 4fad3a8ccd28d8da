package dev.touchstone.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class SourceRateTest {

    private final SourceRate rate = new SourceRate(new RateLimitProperties(1, 3, 2));

    private static SourceAddress source(String address) {
        return new SourceAddress(InetAddress.ofLiteral(address));
    }

    private void exhaust(String address) {
        for (int i = 0; i < 4; i++) {
            rate.spend(source(address));
        }
    }

    @Test
    void an_ipv6_network_is_one_source() {
        exhaust("2001:db8::1");
        assertThat(rate.spend(source("2001:db8::ffff:1"))).isPresent();
        assertThat(rate.spend(source("2001:db8:0:1::1"))).isEmpty();
    }

    @Test
    void an_ipv4_address_written_as_ipv6_is_the_same_source() {
        exhaust("192.0.2.1");
        assertThat(rate.spend(source("::ffff:192.0.2.1"))).isPresent();
    }

    @Test
    void verified_evidence_gives_its_request_back() {
        for (int i = 0; i < 100; i++) {
            assertThat(rate.spend(source("192.0.2.2"))).isEmpty();
            rate.giveBack(source("192.0.2.2"));
        }
    }

    @Test
    void giving_back_never_saves_up_more_than_a_burst() {
        for (int i = 0; i < 10; i++) {
            rate.giveBack(source("192.0.2.3"));
        }
        exhaust("192.0.2.3");
        assertThat(rate.spend(source("192.0.2.3"))).isPresent();
    }

    @Test
    void the_source_longest_unseen_is_forgotten_first() {
        exhaust("192.0.2.4");
        rate.spend(source("192.0.2.5"));
        exhaust("192.0.2.4");
        rate.spend(source("192.0.2.6"));
        assertThat(rate.spend(source("192.0.2.4"))).isPresent();
    }
}
