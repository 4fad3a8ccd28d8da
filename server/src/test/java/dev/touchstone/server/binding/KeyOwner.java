package dev.touchstone.server.binding;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.host.Fleet;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Whom admission takes for the one who holds a key.
 *
 * @param certified whether the host's AK certified it; otherwise an operator registered it
 */
record KeyOwner(UUID host, boolean certified) {

    /** By SHA-256 of its SubjectPublicKeyInfo. */
    static Optional<KeyOwner> bySpki(Fleet fleet, Bytes sha256) {
        return asked(fleet, "?certificate=" + sha256.toHex());
    }

    /** By its identifier. */
    static Optional<KeyOwner> byIdentifier(Fleet fleet, Bytes sha1) {
        return asked(fleet, "?keyIdentifier=" + sha1.toHex());
    }

    private static Optional<KeyOwner> asked(Fleet fleet, String query) {
        JsonNode answer = fleet.admission(query + "&result=false").json();
        return Optional.of(answer)
                .filter(told -> told.has("hostId"))
                .map(told -> new KeyOwner(
                        UUID.fromString(told.path("hostId").asString()),
                        told.path("binding").asString().equals("certificate")));
    }
}
