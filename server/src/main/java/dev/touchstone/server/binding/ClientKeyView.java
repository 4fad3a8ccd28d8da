package dev.touchstone.server.binding;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.server.json.HexBytes;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client key as operators see it.
 *
 * @param spkiSha256 SHA-256 of the SubjectPublicKeyInfo
 * @param keyIdentifier RFC 5280 §4.2.1.2, method 1
 * @param subject what its certificate calls the holder; shown, never judged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClientKeyView(
        HexBytes spkiSha256,
        HexBytes keyIdentifier,
        UUID hostId,
        KeySource source,
        @Nullable String subject,
        Instant registeredAt,
        String registeredBy) {

    static ClientKeyView of(ClientKey key) {
        return new ClientKeyView(
                new HexBytes(key.spkiSha256()),
                new HexBytes(key.keyIdentifier()),
                key.host(),
                key.source(),
                key.subject().orElse(null),
                key.registeredAt(),
                key.registeredBy());
    }
}
