package dev.touchstone.server.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * Finds the chains from one certificate to the imported roots: by issuer name, each step proved by its signature.
 * Certificates the client sent may lie on the way but never end it. Nothing is fetched: a URL in an untrusted
 * certificate (authorityInfoAccess) is somebody else's wish for where this server should connect to.
 *
 * <p>The JDK's CertPathBuilder would do, but its work is bounded by path length alone; certificates that all sign each
 * other make that factorial. Here signature checks and steps are counted, and depth is not assumed: a leaf may lie
 * directly under a root, as Nuvoton's do.
 */
final class ChainSearch {

    static final int MAX_SIGNATURE_CHECKS = 64;
    static final int MAX_STEPS = 256;
    static final int MAX_CHAINS = 8;
    static final int MAX_LENGTH = 12;

    private record Pair(X509Certificate certificate, X509Certificate issuer) {}

    private final AnchorSet anchors;
    private final Map<X500Principal, List<X509Certificate>> sent;
    private final Map<Pair, Boolean> checked = new HashMap<>();
    private final List<EkChain> found = new ArrayList<>();
    private X509Certificate highest;
    private int highestAt;
    private int steps;

    private ChainSearch(AnchorSet anchors, Map<X500Principal, List<X509Certificate>> sent, X509Certificate leaf) {
        this.anchors = anchors;
        this.sent = sent;
        this.highest = leaf;
    }

    /**
     * What a search found.
     *
     * @param chains at most {@link #MAX_CHAINS}
     * @param highest how far the longest attempt came, for the report when there are none
     * @param complete false if the search gave up at one of its bounds
     */
    record Found(List<EkChain> chains, X509Certificate highest, boolean complete) {}

    static Found chains(X509Certificate leaf, Collection<X509Certificate> sent, AnchorSet anchors) {
        List<X509Certificate> usable = sent.stream()
                .filter(certificate -> Certificates.isCa(certificate) && !Certificates.selfSigned(certificate))
                .distinct()
                .toList();
        ChainSearch search = new ChainSearch(anchors, AnchorSet.bySubject(usable), leaf);
        search.extend(new ArrayList<>(List.of(leaf)));
        return new Found(List.copyOf(search.found), search.highest, !search.exhausted());
    }

    private void extend(List<X509Certificate> path) {
        if (exhausted()) {
            return;
        }
        steps++;
        X509Certificate top = path.getLast();
        if (path.size() > highestAt) {
            highest = top;
            highestAt = path.size();
        }
        X500Principal issuer = top.getIssuerX500Principal();
        for (Anchor root : anchors.roots(issuer)) {
            if (found.size() < MAX_CHAINS && signed(top, root.certificate())) {
                found.add(new EkChain(path, root));
            }
        }
        if (path.size() < MAX_LENGTH) {
            Stream.concat(anchors.intermediates(issuer).stream(), sent.getOrDefault(issuer, List.of()).stream())
                    .distinct()
                    .filter(candidate -> !repeats(path, candidate) && signed(top, candidate))
                    .forEach(candidate -> {
                        path.add(candidate);
                        extend(path);
                        path.removeLast();
                    });
        }
    }

    /** Whether the path already passed this authority, under this or another of its certificates. */
    private static boolean repeats(List<X509Certificate> path, X509Certificate candidate) {
        return path.stream()
                .anyMatch(each -> each.getSubjectX500Principal().equals(candidate.getSubjectX500Principal())
                        && each.getPublicKey().equals(candidate.getPublicKey()));
    }

    private boolean signed(X509Certificate certificate, X509Certificate issuer) {
        Pair pair = new Pair(certificate, issuer);
        Boolean known = checked.get(pair);
        if (known != null) {
            return known;
        }
        if (checked.size() >= MAX_SIGNATURE_CHECKS) {
            return false;
        }
        boolean signed = Certificates.signedBy(certificate, issuer.getPublicKey());
        checked.put(pair, signed);
        return signed;
    }

    private boolean exhausted() {
        return steps >= MAX_STEPS || checked.size() >= MAX_SIGNATURE_CHECKS || found.size() >= MAX_CHAINS;
    }
}
