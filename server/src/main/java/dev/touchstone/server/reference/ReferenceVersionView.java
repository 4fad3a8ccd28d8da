package dev.touchstone.server.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.server.json.HexBytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version as the API shows it.
 *
 * @param contentSha256 what an approval of it is about
 * @param retiresAt from when on it is not golden, if that is settled
 * @param components left out in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReferenceVersionView(
        String name,
        int version,
        VersionState state,
        Map<String, String> selector,
        HexBytes contentSha256,
        Map<String, String> provenance,
        String author,
        Instant createdAt,
        @Nullable Instant proposedAt,
        @Nullable Instant approvedAt,
        @Nullable Instant retiredAt,
        @Nullable Instant retiresAt,
        @Nullable List<ComponentView> components) {

    static ReferenceVersionView summary(ReferenceVersion version, Instant now) {
        return of(version, now, null);
    }

    static ReferenceVersionView whole(ReferenceVersion version, Instant now, List<ComponentView> components) {
        return of(version, now, components);
    }

    private static ReferenceVersionView of(
            ReferenceVersion version, Instant now, @Nullable List<ComponentView> components) {
        return new ReferenceVersionView(
                version.id().setName(),
                version.id().number(),
                version.stateAt(now),
                version.selector(),
                new HexBytes(version.contentSha256()),
                version.provenance(),
                version.author(),
                version.createdAt(),
                version.proposedAt(),
                version.approvedAt(),
                version.retiredAt(),
                version.retiresAt(),
                components);
    }
}
