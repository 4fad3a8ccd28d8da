package dev.touchstone.server.reference;

import dev.touchstone.reference.Component;
import dev.touchstone.reference.VersionDiff;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Holds versions of one set against each other. */
@Service
public class VersionDiffs {

    private final ReferenceSets sets;
    private final ComponentJson components;

    VersionDiffs(ReferenceSets sets, ComponentJson components) {
        this.sets = sets;
        this.components = components;
    }

    /**
     * What a version brings that another did not have.
     *
     * @param against the other's number; null for the newest approved before it
     */
    public VersionDiffView of(ReferenceVersionId id, @Nullable Integer against) {
        ReferenceVersion version = sets.find(id);
        Optional<ReferenceVersion> before = against == null
                ? sets.versions(id.setName()).stream()
                        .filter(v -> v.approvedAt() != null && v.id().number() < id.number())
                        .findFirst()
                : Optional.of(sets.find(new ReferenceVersionId(id.setName(), against)));
        VersionDiff diff = VersionDiff.of(before.map(this::components).orElse(List.of()), components(version));
        return VersionDiffView.of(version, before.orElse(null), diff);
    }

    private List<Component> components(ReferenceVersion version) {
        return components.components(components.views(version.components()));
    }
}
