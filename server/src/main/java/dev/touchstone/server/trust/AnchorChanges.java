package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.trust.CertificateBundle.Entry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Imports and takes back trusted certificates, each change with its audit record. */
@Service
class AnchorChanges {

    /** The code of what is no certificate at all. */
    static final String MALFORMED = "certificate-malformed";

    /**
     * What became of a bundle.
     *
     * @param added how many were not there before
     * @param alreadyPresent how many were; what they were labelled with stays
     * @param refused the others, each with its reason
     */
    record ImportedAnchors(int added, int alreadyPresent, List<RefusedCertificate> refused) {}

    /**
     * A certificate that was not imported.
     *
     * @param subject its subject, or its place in the bundle if it cannot be read
     * @param code stable, for programs
     * @param detail a sentence for a person
     */
    record RefusedCertificate(String subject, String code, String detail) {}

    private record Added(HexBytes sha256, String subject, Anchor.Role role, boolean recognised) {}

    private final TrustAnchors anchors;
    private final AuditLog audit;
    private final Clock clock;

    AnchorChanges(TrustAnchors anchors, AuditLog audit, Clock clock) {
        this.anchors = anchors;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public ImportedAnchors add(List<Entry> bundle, AnchorAdmission admission, String by) {
        anchors.lock();
        List<Added> added = new ArrayList<>();
        List<RefusedCertificate> refused = new ArrayList<>();
        int present = 0;
        for (Entry entry : bundle) {
            switch (entry) {
                case Entry.Unreadable(String where, String problem) ->
                    refused.add(new RefusedCertificate(where, MALFORMED, problem));
                case Entry.Read(X509Certificate certificate) -> {
                    switch (admission.decide(certificate)) {
                        case AnchorAdmission.Decision.Refused(String code, String detail) ->
                            refused.add(new RefusedCertificate(Certificates.subject(certificate), code, detail));
                        case AnchorAdmission.Decision.Accepted(Anchor anchor) -> {
                            if (anchors.insert(anchor, clock.instant(), by)) {
                                added.add(describe(anchor));
                            } else {
                                present++;
                            }
                        }
                    }
                }
            }
        }
        if (!added.isEmpty()) {
            relabelIntermediates();
            audit.record(by, "trust-anchor.import", "trust-anchors", null, added);
        }
        return new ImportedAnchors(added.size(), present, refused);
    }

    /** What was taken back, if it was there. */
    @Transactional
    public Optional<StoredAnchor> remove(Bytes sha256, String by) {
        anchors.lock();
        Optional<StoredAnchor> found = anchors.find(sha256);
        found.ifPresent(anchor -> {
            anchors.delete(sha256);
            relabelIntermediates();
            audit.record(by, "trust-anchor.remove", "trust-anchor/" + anchor.sha256(), anchor, null);
        });
        return found;
    }

    private static Added describe(Anchor anchor) {
        return new Added(
                new HexBytes(anchor.sha256()),
                Certificates.subject(anchor.certificate()),
                anchor.role(),
                anchor.label().recognised());
    }

    /** For the list only: a chain is judged by the root it ends at. An intermediate may come before its root. */
    private void relabelIntermediates() {
        List<Anchor> all = anchors.all();
        AnchorSet set = new AnchorSet(all);
        for (Anchor anchor : all) {
            if (anchor.role() == Anchor.Role.INTERMEDIATE) {
                Anchor.Label label = labelOfRoot(anchor, set);
                if (!label.equals(anchor.label())) {
                    anchors.relabel(anchor.sha256(), label);
                }
            }
        }
    }

    private static Anchor.Label labelOfRoot(Anchor intermediate, AnchorSet set) {
        return ChainSearch.chains(intermediate.certificate(), List.of(), set).chains().stream()
                .map(chain -> chain.root().label())
                .findFirst()
                .orElse(Anchor.Label.UNKNOWN);
    }
}
