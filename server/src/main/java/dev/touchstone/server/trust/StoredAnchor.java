package dev.touchstone.server.trust;

import dev.touchstone.server.json.HexBytes;
import java.time.Instant;

/**
 * An imported certificate as it is listed; also its form on the wire and in the audit log.
 *
 * @param sha256 fingerprint of the whole certificate
 * @param subject its subject (RFC 2253)
 * @param role whether chains may end here
 * @param maker the TPM's maker, by the manifest; an intermediate has the label of the root it leads to
 * @param virtual whether hosts below it may claim no hardware
 * @param recognised whether the manifest of makers' roots knows it
 * @param notAfter when it expires
 * @param addedAt when it was imported
 * @param addedBy by whom
 */
record StoredAnchor(
        HexBytes sha256,
        String subject,
        Anchor.Role role,
        String maker,
        boolean virtual,
        boolean recognised,
        Instant notAfter,
        Instant addedAt,
        String addedBy) {

    Anchor.Label label() {
        return new Anchor.Label(maker, virtual, recognised);
    }
}
