package dev.touchstone.server.access;

import dev.touchstone.bytes.Bytes;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Where a request came from: the address of the connection, which a stranger cannot choose. Forwarding headers count
 * only where {@code server.forward-headers-strategy} says that a proxy sets them.
 *
 * @param address the peer's address
 */
public record SourceAddress(InetAddress address) {

    private static final int IPV6_NETWORK_BYTES = 8;

    /** The source of {@code request}. */
    public static SourceAddress of(HttpServletRequest request) {
        return new SourceAddress(InetAddress.ofLiteral(request.getRemoteAddr()));
    }

    /** What one party holds: an IPv4 address, or a whole IPv6 /64, which costs nothing to walk through. */
    Bytes network() {
        Bytes whole = Bytes.of(address.getAddress());
        return address instanceof Inet6Address ? whole.slice(0, IPV6_NETWORK_BYTES) : whole;
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
