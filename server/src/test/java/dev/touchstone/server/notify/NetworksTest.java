package dev.touchstone.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    private static final Networks PUBLIC = new Networks(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "239.255.255.255",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void nothing_is_sent_to_an_address_that_is_not_public(String address) {
        assertThat(PUBLIC.permit(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.15.0.1", "172.32.0.1", "9.255.255.255", "2606:4700::1", "2a00:1450::1"})
    void what_is_public_is_sent_to(String address) {
        assertThat(PUBLIC.permit(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void an_ipv4_address_in_ipv6_is_the_ipv4_address() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
        InetAddress loopback = Inet6Address.getByAddress("hostile", mapped, -1);
        assertThat(loopback).isInstanceOf(Inet6Address.class);
        assertThat(PUBLIC.permit(loopback)).isFalse();
        assertThat(new Networks(List.of("127.0.0.0/8")).permit(loopback)).isTrue();
    }

    @Test
    void what_an_administrator_allows_is_allowed_and_its_neighbour_is_not() {
        Networks networks = new Networks(List.of("10.2.0.0/16", "fd12:3456::/32"));
        assertThat(networks.permit(InetAddress.ofLiteral("10.2.255.1"))).isTrue();
        assertThat(networks.permit(InetAddress.ofLiteral("10.3.0.1"))).isFalse();
        assertThat(networks.permit(InetAddress.ofLiteral("fd12:3456::1"))).isTrue();
        assertThat(networks.permit(InetAddress.ofLiteral("fd00:ec2::254"))).isFalse();
    }

    @Test
    void a_network_that_is_none_stops_the_start() {
        for (String wrong : List.of("10.0.0.0/33", "localhost", "10.0.0", "")) {
            assertThatThrownBy(() -> new Networks(List.of(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
