package dev.touchstone.server.reference;

import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds versions and moves them on. What retires at a date is retired from then on without anybody's doing. */
@Component
class ReferenceVersions {

    private final ReferenceVersionRepository repository;
    private final ComponentJson json;
    private final Clock clock;

    ReferenceVersions(ReferenceVersionRepository repository, ComponentJson json, Clock clock) {
        this.repository = repository;
        this.json = json;
        this.clock = clock;
    }

    ReferenceVersion find(ReferenceVersionId id) {
        return repository
                .findById(id)
                .orElseThrow(() -> Refusal.notFound("There is no such version of a reference set."));
    }

    /** The version, which must stand so. */
    ReferenceVersion require(ReferenceVersionId id, VersionState state) {
        ReferenceVersion version = find(id);
        requireState(version, state);
        return version;
    }

    /** The numbers of the components it owns. */
    List<Integer> components(ReferenceVersion version) {
        return json.views(version.components()).stream()
                .map(ComponentView::number)
                .toList();
    }

    /** The approved versions of a set that are in force, the newest first. */
    List<ReferenceVersion> inForce(String name) {
        Instant now = clock.instant();
        return repository.findVersions(name).stream()
                .filter(v -> v.stateAt(now) == VersionState.APPROVED)
                .toList();
    }

    /** Moves on, and into the database at once: others in this transaction ask it, not the session. */
    void advance(ReferenceVersion version, VersionState from, VersionState to) {
        requireState(version, from);
        if (!version.advance(from, to, clock.instant())) {
            throw wrongState(version, from);
        }
        repository.saveAndFlush(version);
    }

    /** Retires a version at once, or from {@code at} on. */
    void retire(ReferenceVersion version, Instant at) {
        if (at.isAfter(clock.instant())) {
            version.retiresAt(at);
            repository.saveAndFlush(version);
        } else {
            advance(version, VersionState.APPROVED, VersionState.RETIRED);
        }
    }

    private void requireState(ReferenceVersion version, VersionState state) {
        if (version.stateAt(clock.instant()) != state) {
            throw wrongState(version, state);
        }
    }

    private Refusal wrongState(ReferenceVersion version, VersionState wanted) {
        return new Refusal(
                409,
                "reference-state",
                "Version " + version.id() + " is "
                        + version.stateAt(clock.instant()).word() + ", not " + wanted.word() + ".");
    }
}
