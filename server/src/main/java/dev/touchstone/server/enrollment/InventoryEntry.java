package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of inventory.
 *
 * @param ek SHA-256 of the EK's DER SubjectPublicKeyInfo
 * @param host the name it is granted
 * @param labels the labels it is granted; none if absent
 */
record InventoryEntry(HexBytes ek, String host, @Nullable Map<String, String> labels) {

    private static final int SHA256 = 32;

    InventoryEntry {
        if (ek.bytes().length() != SHA256) {
            throw new Refusal(400, "ek-invalid", "ek is the SHA-256 of a SubjectPublicKeyInfo: 64 hex digits.");
        }
        HostNames.requireName(host);
        labels = HostNames.requireLabels(labels == null ? Map.of() : labels);
    }

    Bytes key() {
        return ek.bytes();
    }

    Map<String, String> granted() {
        return labels == null ? Map.of() : labels;
    }
}
