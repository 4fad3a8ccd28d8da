package dev.touchstone.server.challenge;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.tpm.PcrSelection;
import java.time.Instant;
import java.util.UUID;

/**
 * A challenge that is ours.
 *
 * @param text as handed out; opaque to everyone else
 * @param akName the attestation key that must answer
 * @param selection what must be quoted
 * @param issuedAt the earliest moment a quote over it can have been made
 */
public record Challenge(
        String text, UUID hostId, Bytes akName, PcrSelection selection, Instant issuedAt, Instant expiresAt) {

    /** What the quote must carry as qualifying data: SHA-256 of the text. */
    public Bytes nonce() {
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(text));
    }
}
