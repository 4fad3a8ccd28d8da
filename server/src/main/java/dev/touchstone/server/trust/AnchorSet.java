package dev.touchstone.server.trust;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** The imported certificates at one moment, found by subject. */
final class AnchorSet {

    private final Map<X500Principal, List<Anchor>> roots;
    private final Map<X500Principal, List<X509Certificate>> intermediates;
    private final int rootCount;

    AnchorSet(Collection<Anchor> anchors) {
        roots = anchors.stream()
                .filter(anchor -> anchor.role() == Anchor.Role.ROOT)
                .collect(Collectors.groupingBy(anchor -> anchor.certificate().getSubjectX500Principal()));
        intermediates = bySubject(anchors.stream()
                .filter(anchor -> anchor.role() == Anchor.Role.INTERMEDIATE)
                .map(Anchor::certificate)
                .toList());
        rootCount = roots.values().stream().mapToInt(List::size).sum();
    }

    static Map<X500Principal, List<X509Certificate>> bySubject(Collection<X509Certificate> certificates) {
        return certificates.stream().collect(Collectors.groupingBy(X509Certificate::getSubjectX500Principal));
    }

    List<Anchor> roots(X500Principal subject) {
        return roots.getOrDefault(subject, List.of());
    }

    List<X509Certificate> intermediates(X500Principal subject) {
        return intermediates.getOrDefault(subject, List.of());
    }

    int rootCount() {
        return rootCount;
    }
}
