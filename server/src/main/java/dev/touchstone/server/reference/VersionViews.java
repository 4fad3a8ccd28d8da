package dev.touchstone.server.reference;

import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Versions as people look at them, and the drafts they begin with. */
@Service
public class VersionViews {

    private final ReferenceSets sets;
    private final ComponentJson components;
    private final Clock clock;

    VersionViews(ReferenceSets sets, ComponentJson components, Clock clock) {
        this.sets = sets;
        this.components = components;
        this.clock = clock;
    }

    /** All versions without their components, by set, the newest first. */
    public List<ReferenceVersionView> all() {
        Instant now = clock.instant();
        return sets.all().stream()
                .map(v -> ReferenceVersionView.summary(v, now))
                .toList();
    }

    /** The versions of a set, which must have some; the newest first. */
    public List<ReferenceVersionView> versions(String name) {
        Instant now = clock.instant();
        List<ReferenceVersionView> versions = sets.versions(name).stream()
                .map(v -> ReferenceVersionView.summary(v, now))
                .toList();
        if (versions.isEmpty()) {
            throw Refusal.notFound("There is no such reference set.");
        }
        return versions;
    }

    /** A version with its components. */
    public ReferenceVersionView find(ReferenceVersionId id) {
        ReferenceVersion version = sets.find(id);
        return ReferenceVersionView.whole(version, clock.instant(), components.views(version.components()));
    }

    /** Its components as a folder of systemd-pcrlock's, packed. */
    public byte[] pcrlock(ReferenceVersionId id) {
        return PcrlockZip.of(
                components.components(components.views(sets.find(id).components())));
    }

    /** Drafts the next version of a set from what one boot measured, in every PCR that can be captured. */
    public ReferenceVersionId capture(String name, UUID attestation, Map<String, String> selector, String author) {
        return sets.capture(name, attestation, List.of(), selector, author).id();
    }
}
