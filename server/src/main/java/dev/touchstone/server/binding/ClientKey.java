package dev.touchstone.server.binding;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.trust.PresentedKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A key registered for a host.
 *
 * @param spkiSha256 SHA-256 of its SubjectPublicKeyInfo
 * @param keyIdentifier RFC 5280 §4.2.1.2, method 1
 * @param akName the AK that certified it; empty where an operator registered it
 * @param subject what its certificate calls the holder
 */
record ClientKey(
        Bytes spkiSha256,
        Bytes keyIdentifier,
        UUID host,
        Optional<Bytes> akName,
        Optional<String> subject,
        Instant registeredAt,
        String registeredBy) {

    /** Times as the database keeps them. */
    ClientKey {
        registeredAt = registeredAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** One that the AK of this Name certified. */
    static ClientKey certified(PresentedKey key, UUID host, Bytes akName, Instant now, String by) {
        return new ClientKey(key.sha256(), key.keyIdentifier(), host, Optional.of(akName), Optional.empty(), now, by);
    }

    /** One that an operator registers. */
    static ClientKey inventoried(PresentedKey key, UUID host, Instant now, String by) {
        return new ClientKey(key.sha256(), key.keyIdentifier(), host, Optional.empty(), key.subject(), now, by);
    }

    KeySource source() {
        return akName.isPresent() ? KeySource.CERTIFIED : KeySource.INVENTORY;
    }

    /**
     * Whether putting {@code other} in its place changes nothing that matters; the TPM's word outdoes an operator's.
     */
    boolean covers(ClientKey other) {
        return source() == KeySource.CERTIFIED
                || (other.source() == KeySource.INVENTORY && subject.equals(other.subject));
    }
}
