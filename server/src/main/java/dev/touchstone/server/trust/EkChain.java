package dev.touchstone.server.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Certificates whose names and signatures lead from a leaf to an imported root.
 *
 * @param path the leaf and the CAs above it in order, without the root
 * @param root where it ends
 */
record EkChain(List<X509Certificate> path, Anchor root) {

    EkChain {
        path = List.copyOf(path);
    }

    /** The CA certificates, the root last. */
    List<X509Certificate> authorities() {
        List<X509Certificate> authorities = new ArrayList<>(path.subList(1, path.size()));
        authorities.add(root.certificate());
        return authorities;
    }

    /**
     * The instant nearest to {@code now} at which every certificate of the path was valid: a chain with a member
     * expired since can still be checked as it stood, and what expired is then judged by policy.
     */
    Optional<Instant> validNear(Instant now) {
        Instant from = Instant.MIN;
        Instant to = Instant.MAX;
        for (X509Certificate certificate : path) {
            Instant begins = certificate.getNotBefore().toInstant();
            Instant ends = certificate.getNotAfter().toInstant();
            from = begins.isAfter(from) ? begins : from;
            to = ends.isBefore(to) ? ends : to;
        }
        if (from.isAfter(to)) {
            return Optional.empty();
        }
        return Optional.of(now.isBefore(from) ? from : now.isAfter(to) ? to : now);
    }
}
