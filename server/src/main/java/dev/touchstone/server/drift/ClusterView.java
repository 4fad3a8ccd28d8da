package dev.touchstone.server.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.server.json.HexBytes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as the API shows it.
 *
 * @param announced whether all its hosts booted what was announced, and so nobody was told
 * @param announcements the proposed versions that account for hosts of it
 * @param secureBoot hosts by {@code on}, {@code off} and {@code unknown}
 * @param dbx hosts by how theirs stands to that of their last trusted boot
 * @param pcr7Differs whether PCR 7, with Secure Boot's policy, is not what is approved, or nothing was compared at all
 * @param rejected hosts that left by contradicting themselves
 * @param change the version drafted from it
 * @param labels left out in lists
 * @param waivers those in force; left out in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClusterView(
        long id,
        HexBytes fingerprint,
        ClusterState state,
        String title,
        List<DifferenceView> differences,
        List<String> differing,
        List<String> same,
        List<Integer> pcrs,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant closedAt,
        long hosts,
        List<String> grave,
        boolean announced,
        List<String> announcements,
        @Nullable Instant bootedFrom,
        @Nullable Instant bootedUntil,
        SecureBootCounts secureBoot,
        DbxCounts dbx,
        boolean pcr7Differs,
        long rejected,
        @Nullable String change,
        @Nullable UUID sampleHost,
        @Nullable LabelsView labels,
        @Nullable List<WaiverView> waivers) {

    record SecureBootCounts(long on, long off, long unknown) {}

    record DbxCounts(long same, long changed, long unknown) {}

    static ClusterView summary(Cluster cluster) {
        return of(cluster, null, null);
    }

    static ClusterView whole(Cluster cluster, LabelsView labels, List<WaiverView> waivers) {
        return of(cluster, labels, waivers);
    }

    private static ClusterView of(Cluster c, @Nullable LabelsView labels, @Nullable List<WaiverView> waivers) {
        return new ClusterView(
                c.id(),
                new HexBytes(c.fingerprint()),
                c.closedAt().isPresent() ? ClusterState.CLOSED : ClusterState.OPEN,
                c.title(),
                c.differences(),
                c.differing(),
                c.same(),
                c.pcrs(),
                c.firstSeen(),
                c.lastSeen(),
                c.closedAt().orElse(null),
                c.hosts(),
                c.grave(),
                c.isAnnounced(),
                c.announced(),
                c.bootedFrom().orElse(null),
                c.bootedUntil().orElse(null),
                new SecureBootCounts(
                        c.secureBoot().yes(),
                        c.secureBoot().no(),
                        c.secureBoot().unknown()),
                new DbxCounts(c.dbx().yes(), c.dbx().no(), c.dbx().unknown()),
                c.pcr7Differs(),
                c.rejected(),
                c.drafted().orElse(null),
                c.sample().orElse(null),
                labels,
                waivers);
    }
}
