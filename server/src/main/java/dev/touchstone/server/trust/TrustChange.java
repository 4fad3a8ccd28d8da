package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.change.ChangeKind;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.trust.CertificateBundle.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** {@code trust-anchors}: certificates to trust, or to trust no more. */
@Component
class TrustChange implements ChangeKind<TrustChange.Trust> {

    static final String NAME = "trust-anchors";

    private static final RootManifest MANIFEST = RootManifest.shipped();

    /**
     * What to add and remove.
     *
     * @param pem certificates to import, in PEM; may be empty
     * @param acceptUnrecognised also roots that the manifest of makers' roots does not know
     * @param virtual whether TPMs below such a root are software
     * @param remove fingerprints of those to take back
     */
    record Trust(String pem, boolean acceptUnrecognised, boolean virtual, List<HexBytes> remove) {

        AnchorAdmission admission() {
            return new AnchorAdmission(MANIFEST, acceptUnrecognised, virtual);
        }

        List<Entry> entries() {
            return CertificateBundle.readPem(pem);
        }
    }

    private final TrustAnchors anchors;
    private final AnchorChanges changes;

    TrustChange(TrustAnchors anchors, AnchorChanges changes) {
        this.anchors = anchors;
        this.changes = changes;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Trust> payload() {
        return Trust.class;
    }

    @Override
    public Scope scope() {
        return Scope.ADMIN;
    }

    @Override
    public Trust checked(Trust wanted) {
        List<Entry> entries = wanted.entries();
        if (entries.isEmpty() && wanted.remove().isEmpty()) {
            throw new Refusal(422, "no-certificate", "It names no certificate to trust or to take back.");
        }
        List<Refusal.Reason> refused = entries.stream()
                .flatMap(entry -> changes.refusal(entry, wanted.admission()).stream())
                .map(r -> new Refusal.Reason(r.code(), r.subject() + ": " + r.detail()))
                .toList();
        if (!refused.isEmpty()) {
            throw new Refusal(422, "certificates-refused", "Not all certificates can be trusted.", refused);
        }
        if (wanted.remove().stream()
                .anyMatch(sha256 -> anchors.find(sha256.bytes()).isEmpty())) {
            throw Refusal.notFound("There is no such trust anchor.");
        }
        return wanted;
    }

    @Override
    public String subject(Trust wanted) {
        Bytes all = Bytes.ofUtf8(wanted.pem() + wanted.remove() + wanted.acceptUnrecognised() + wanted.virtual());
        return "trust-anchors/" + HashAlgorithm.SHA256.hash(all).slice(0, 8).toHex();
    }

    /** Which of them are trusted now. */
    @Override
    public Object before(Trust wanted) {
        return fingerprints(wanted)
                .flatMap(sha256 -> anchors.find(sha256).stream())
                .toList();
    }

    /** What each is, in words, for PEM says nothing to a reader. */
    @Override
    public Object after(Trust wanted) {
        return wanted.entries().stream()
                .flatMap(entry -> changes.acceptable(entry, wanted.admission()).stream())
                .toList();
    }

    @Override
    public void apply(Trust wanted, Approved approved) {
        changes.add(wanted.entries(), wanted.admission(), approved.by());
        wanted.remove().forEach(sha256 -> changes.remove(sha256.bytes(), approved.by()));
    }

    private static Stream<Bytes> fingerprints(Trust wanted) {
        Stream<Bytes> added = wanted.entries().stream().flatMap(entry -> fingerprint(entry).stream());
        return Stream.concat(added, wanted.remove().stream().map(HexBytes::bytes));
    }

    private static Optional<Bytes> fingerprint(Entry entry) {
        return entry instanceof Entry.Read(var certificate)
                ? Optional.of(Certificates.fingerprint(certificate))
                : Optional.empty();
    }
}
