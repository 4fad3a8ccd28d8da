package dev.touchstone.server.enrollment;

import dev.touchstone.server.problem.Refusal;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** A network in CIDR notation: an address literal and a prefix length. */
record Cidr(InetAddress network, int prefix) {

    private static final Pattern WHOLE_IPV4 = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    static Cidr of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            // The JDK reads 10.1 as 10.0.0.1, which nobody who writes 10.1/16 means.
            if (!address.contains(":") && !WHOLE_IPV4.matcher(address).matches()) {
                throw new IllegalArgumentException(address);
            }
            InetAddress network = InetAddress.ofLiteral(address);
            int bits = network.getAddress().length * Byte.SIZE;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix >= 0 && prefix <= bits) {
                return new Cidr(network, prefix);
            }
        } catch (IllegalArgumentException _) {
            // told below, in our words
        }
        throw new Refusal(400, "cidr-invalid", "cidr is an address and a prefix length, such as 10.2.0.0/16.");
    }

    boolean contains(String address) {
        byte[] own = network.getAddress();
        byte[] other = InetAddress.ofLiteral(address).getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((own[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
