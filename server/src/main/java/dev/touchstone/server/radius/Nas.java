package dev.touchstone.server.radius;

import dev.touchstone.server.radius.packet.SharedSecret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A NAS that can be asked to end its sessions.
 *
 * @param address where requests go, and what it calls itself in NAS-IP-Address
 * @param port 3799 by the book
 * @param quarantineVlan where sessions are moved to; ended if empty
 */
record Nas(
        String name,
        InetAddress address,
        int port,
        SharedSecret secret,
        Optional<String> quarantineVlan,
        Instant updatedAt,
        String updatedBy) {

    InetSocketAddress socket() {
        return new InetSocketAddress(address, port);
    }
}
