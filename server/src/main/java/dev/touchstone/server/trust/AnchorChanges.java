package dev.touchstone.server.trust;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.trust.CertificateBundle.Entry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
     * @param change the change by which the acceptable ones wait for a second person, if they do
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImportedAnchors(
            int added,
            int alreadyPresent,
            List<RefusedCertificate> refused,
            @Nullable UUID change) {}

    /**
     * A certificate that was not imported.
     *
     * @param subject its subject, or its place in the bundle if it cannot be read
     * @param code stable, for programs
     * @param detail a sentence for a person
     */
    record RefusedCertificate(String subject, String code, String detail) {}

    /** A certificate as it is, or would be, trusted. */
    record Added(HexBytes sha256, String subject, Anchor.Role role, boolean recognised) {}

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
            switch (decide(entry, admission)) {
                case Decided.No(RefusedCertificate why) -> refused.add(why);
                case Decided.Yes(Anchor anchor) -> {
                    if (anchors.insert(anchor, clock.instant(), by)) {
                        added.add(describe(anchor));
                    } else {
                        present++;
                    }
                }
            }
        }
        if (!added.isEmpty()) {
            relabelIntermediates();
            audit.record(by, "trust-anchor.import", "trust-anchors", null, added);
        }
        return new ImportedAnchors(added.size(), present, refused, null);
    }

    /** Why this would not be imported, if so. */
    Optional<RefusedCertificate> refusal(Entry entry, AnchorAdmission admission) {
        return decide(entry, admission) instanceof Decided.No(RefusedCertificate why)
                ? Optional.of(why)
                : Optional.empty();
    }

    /** What this would be imported as, if so. */
    Optional<Added> acceptable(Entry entry, AnchorAdmission admission) {
        return decide(entry, admission) instanceof Decided.Yes(Anchor anchor)
                ? Optional.of(describe(anchor))
                : Optional.empty();
    }

    private sealed interface Decided {

        record Yes(Anchor anchor) implements Decided {}

        record No(RefusedCertificate why) implements Decided {}
    }

    private static Decided decide(Entry entry, AnchorAdmission admission) {
        return switch (entry) {
            case Entry.Unreadable(String where, String problem) ->
                new Decided.No(new RefusedCertificate(where, MALFORMED, problem));
            case Entry.Read(X509Certificate certificate) ->
                switch (admission.decide(certificate)) {
                    case AnchorAdmission.Decision.Refused(String code, String detail) ->
                        new Decided.No(new RefusedCertificate(Certificates.subject(certificate), code, detail));
                    case AnchorAdmission.Decision.Accepted(Anchor anchor) -> new Decided.Yes(anchor);
                };
        };
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
