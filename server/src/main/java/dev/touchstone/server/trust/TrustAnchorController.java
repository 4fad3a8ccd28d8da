package dev.touchstone.server.trust;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.trust.AnchorChanges.ImportedAnchors;
import dev.touchstone.server.trust.CertificateBundle.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Imports, lists and takes back the makers' certificates that EK certificates are judged by. */
@RestController
@RequestMapping("/api/v1/trust-anchors")
class TrustAnchorController {

    /**
     * A bundle to import.
     *
     * @param pem certificates in PEM; self-signed ones become roots, the others intermediates
     * @param acceptUnrecognised also take roots that the manifest of makers' roots does not know; false if absent
     * @param virtual whether TPMs below such a root are software; true if absent, and then they claim no hardware
     */
    record TrustAnchorBundle(
            String pem,
            @Nullable Boolean acceptUnrecognised,
            @Nullable Boolean virtual) {}

    private static final RootManifest MANIFEST = RootManifest.shipped();

    private final TrustAnchors anchors;
    private final AnchorChanges changes;

    TrustAnchorController(TrustAnchors anchors, AnchorChanges changes) {
        this.anchors = anchors;
        this.changes = changes;
    }

    @PostMapping
    public ImportedAnchors importTrustAnchors(
            @RequestBody TrustAnchorBundle bundle, @AuthenticationPrincipal Caller caller) {
        List<Entry> entries = CertificateBundle.readPem(bundle.pem());
        if (entries.isEmpty()) {
            throw new Refusal(422, "no-certificate", "The text holds no PEM certificate.");
        }
        boolean virtual = bundle.virtual() == null || bundle.virtual();
        return changes.add(
                entries,
                new AnchorAdmission(MANIFEST, Boolean.TRUE.equals(bundle.acceptUnrecognised()), virtual),
                caller.name());
    }

    @GetMapping
    public List<StoredAnchor> listTrustAnchors() {
        return anchors.list();
    }

    @DeleteMapping("/{sha256}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void removeTrustAnchor(@PathVariable String sha256, @AuthenticationPrincipal Caller caller) {
        if (changes.remove(fingerprint(sha256).bytes(), caller.name()).isEmpty()) {
            throw Refusal.notFound("There is no such trust anchor.");
        }
    }

    private static HexBytes fingerprint(String sha256) {
        try {
            return HexBytes.parse(sha256);
        } catch (IllegalArgumentException _) {
            throw Refusal.notFound("A trust anchor is named by its SHA-256 fingerprint in hex.");
        }
    }
}
