package dev.touchstone.server.trust;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.change.ApprovalRight;
import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.trust.AnchorChanges.ImportedAnchors;
import dev.touchstone.server.trust.CertificateBundle.Entry;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
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

    private final TrustAnchors anchors;
    private final AnchorChanges direct;
    private final Changes changes;
    private final ApprovalRight right;

    TrustAnchorController(TrustAnchors anchors, AnchorChanges direct, Changes changes, ApprovalRight right) {
        this.anchors = anchors;
        this.direct = direct;
        this.changes = changes;
        this.right = right;
    }

    /** Imports; or, where it takes two people, answers 202 and the change that waits for the second. */
    @PostMapping
    public ResponseEntity<ImportedAnchors> importTrustAnchors(
            @RequestBody TrustAnchorBundle bundle, @AuthenticationPrincipal Caller caller) {
        boolean virtual = bundle.virtual() == null || bundle.virtual();
        var wanted = new TrustChange.Trust(
                bundle.pem(), Boolean.TRUE.equals(bundle.acceptUnrecognised()), virtual, List.of());
        List<Entry> entries = wanted.entries();
        if (entries.isEmpty()) {
            throw new Refusal(422, "no-certificate", "The text holds no PEM certificate.");
        }
        if (right.isExempt(caller)) {
            return ResponseEntity.ok(direct.add(entries, wanted.admission(), caller.name()));
        }
        Change change = propose("Trust " + entries.size() + " certificates", wanted, caller);
        return waiting(change).body(new ImportedAnchors(0, 0, List.of(), change.id()));
    }

    @GetMapping
    public List<StoredAnchor> listTrustAnchors() {
        return anchors.list();
    }

    /** Takes back; or, where it takes two people, answers 202 and where the change is. */
    @DeleteMapping("/{sha256}")
    public ResponseEntity<Void> removeTrustAnchor(@PathVariable String sha256, @AuthenticationPrincipal Caller caller) {
        HexBytes fingerprint = fingerprint(sha256);
        if (!right.isExempt(caller)) {
            var wanted = new TrustChange.Trust("", false, true, List.of(fingerprint));
            return waiting(propose("Trust " + fingerprint + " no more", wanted, caller))
                    .build();
        }
        if (direct.remove(fingerprint.bytes(), caller.name()).isEmpty()) {
            throw Refusal.notFound("There is no such trust anchor.");
        }
        return ResponseEntity.noContent().build();
    }

    private Change propose(String title, TrustChange.Trust wanted, Caller caller) {
        return changes.proposeNew(new Changes.Wanted(TrustChange.NAME, title, wanted), caller);
    }

    private static ResponseEntity.BodyBuilder waiting(Change change) {
        return ResponseEntity.accepted().location(URI.create("/api/v1/changes/" + change.id()));
    }

    private static HexBytes fingerprint(String sha256) {
        try {
            return HexBytes.parse(sha256);
        } catch (IllegalArgumentException _) {
            throw Refusal.notFound("A trust anchor is named by its SHA-256 fingerprint in hex.");
        }
    }
}
