package dev.touchstone.server.notify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of receivers, and lets only those through that may be connected to. The HTTP client connects to
 * exactly what this returns and asks nobody else, so that a name cannot be one address when it is looked at and another
 * when it is used.
 */
final class Destinations implements DnsResolver {

    /** How many of a name's addresses are tried. */
    private static final int TRIED = 3;

    private final Names names;
    private final Networks networks;

    Destinations(Names names, Networks networks) {
        this.names = names;
        this.networks = networks;
    }

    /** Who knows names: the machine's resolver. */
    @FunctionalInterface
    interface Names {

        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** A receiver is where nothing may be sent. */
    static final class Forbidden extends UnknownHostException {

        static final String WHY = "its address is in a network that nothing is sent to, unless"
                + " touchstone.notify.allowed-networks has it";

        private Forbidden() {
            super(WHY);
        }
    }

    /** @throws Forbidden if one of its addresses may not be connected to, whatever the others are */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.of(host);
        if (!Arrays.stream(found).allMatch(networks::permit)) {
            throw new Forbidden();
        }
        return Arrays.copyOf(found, Math.min(found.length, TRIED));
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
