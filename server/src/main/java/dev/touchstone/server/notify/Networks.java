package dev.touchstone.server.notify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.util.matcher.InetAddressMatcher;
import org.springframework.security.util.matcher.InetAddressMatchers;

/**
 * Which addresses events may be sent to: public ones, and those in networks an administrator allowed by name. What is
 * not public is listed in the IANA special-purpose address registries (RFC 6890); of IPv6 only global unicast is
 * public, and of that nothing that carries an IPv4 address.
 */
final class Networks {

    /** The JDK reads 10.1 as 10.0.0.1, which nobody who writes 10.1/16 means. */
    private static final Pattern CIDR =
            Pattern.compile("((?<v4>\\d+\\.\\d+\\.\\d+\\.\\d+)|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/(?<prefix>\\d{1,3}))?");

    private static final List<InetAddressMatcher> GLOBAL_IPV6 = networks(List.of("2000::/3"));

    private static final List<InetAddressMatcher> SPECIAL = networks(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32", // Azure's own, on every virtual machine there
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20"));

    private final List<InetAddressMatcher> allowed;

    /** @param allowed in CIDR notation */
    Networks(List<String> allowed) {
        this.allowed = networks(allowed);
    }

    boolean permit(InetAddress address) {
        InetAddress plain = unmapped(address);
        return contains(allowed, plain) || (isUnicast(plain) && !contains(SPECIAL, plain));
    }

    private static boolean isUnicast(InetAddress address) {
        return !(address instanceof Inet6Address) || contains(GLOBAL_IPV6, address);
    }

    /** An IPv4 address written as IPv6 ({@code ::ffff:127.0.0.1}) is the IPv4 address. */
    private static InetAddress unmapped(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean contains(List<InetAddressMatcher> networks, InetAddress address) {
        return networks.stream().anyMatch(n -> n.matches(address));
    }

    private static List<InetAddressMatcher> networks(List<String> cidrs) {
        return cidrs.stream().map(Networks::network).toList();
    }

    private static InetAddressMatcher network(String cidr) {
        Matcher parts = CIDR.matcher(cidr);
        if (!parts.matches() || bits(parts.group("prefix")) > (parts.group("v4") == null ? 128 : 32)) {
            throw new IllegalArgumentException(
                    "touchstone.notify.allowed-networks: an address and a prefix length, such" + " as 10.2.0.0/16, not "
                            + cidr);
        }
        return InetAddressMatchers.fromIpAddress(cidr);
    }

    private static int bits(@Nullable String prefix) {
        return prefix == null ? 0 : Integer.parseInt(prefix);
    }
}
