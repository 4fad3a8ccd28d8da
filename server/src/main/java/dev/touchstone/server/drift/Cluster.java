package dev.touchstone.server.drift;

import dev.touchstone.appraisal.Grave;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.problem.Refusal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A cluster as it stands now.
 *
 * @param lastSeen when a challenge was issued that a member answered so, at the latest
 * @param hosts its members now
 * @param unannounced those of them whose boot no proposed version accounts for
 * @param grave what forbids waivers and approval in bulk, of any member
 * @param announced proposed versions that account for members
 * @param secureBoot members by whether Secure Boot is on
 * @param dbx members by how dbx stands to their last trusted boot's
 * @param rejected hosts that left it by contradicting themselves
 * @param drafted the version drafted from it
 * @param sample a member to look at
 */
public record Cluster(
        long id,
        Bytes fingerprint,
        String title,
        List<DifferenceView> differences,
        List<String> differing,
        List<String> same,
        List<Integer> pcrs,
        Instant firstSeen,
        Instant lastSeen,
        Optional<Instant> closedAt,
        long hosts,
        long unannounced,
        List<String> grave,
        List<String> announced,
        Optional<Instant> bootedFrom,
        Optional<Instant> bootedUntil,
        Counts secureBoot,
        Counts dbx,
        long rejected,
        Optional<String> drafted,
        Optional<UUID> sample) {

    private static final int SECURE_BOOT_PCR = 7;

    /** Members for whom something is so, is not, and is not known to be. */
    public record Counts(long yes, long no, long unknown) {}

    /** Whether PCR 7, with Secure Boot's policy, is not what is approved, or nothing was compared at all. */
    public boolean pcr7Differs() {
        return differing.isEmpty() || pcrs.contains(SECURE_BOOT_PCR);
    }

    /** Whether all its hosts booted what was announced. */
    public boolean isAnnounced() {
        return hosts > 0 && unannounced == 0;
    }

    /** What is grave about it. */
    public List<Grave> graveFlags() {
        return Arrays.stream(Grave.values())
                .filter(g -> grave.contains(g.word()))
                .toList();
    }

    /** Refuses what cannot be done for hosts that are gone. */
    void requireOpen() {
        if (closedAt.isPresent()) {
            throw new Refusal(409, "drift-closed", "Nobody is in this cluster any more.");
        }
    }

    /** Refuses what must not be done for many hosts at once where one of them is in a grave state. */
    void requireNotGrave() {
        if (!grave.isEmpty()) {
            List<Grave> found = graveFlags();
            throw new Refusal(
                    409,
                    "drift-grave",
                    "Its hosts are to be looked at one by one: "
                            + found.stream().map(Grave::text).collect(Collectors.joining("; ")) + ".",
                    found.stream()
                            .map(g -> new Refusal.Reason(g.word(), g.text()))
                            .toList());
        }
    }
}
