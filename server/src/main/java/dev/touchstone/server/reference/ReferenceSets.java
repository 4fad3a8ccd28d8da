package dev.touchstone.server.reference;

import dev.touchstone.reference.Capture;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.Successor;
import dev.touchstone.server.problem.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Drafts versions of reference sets and finds them; what moves them on is {@link Approvals}' part. */
@Service
class ReferenceSets {

    private final ReferenceVersionRepository versions;
    private final BootEvidence evidence;
    private final VersionDrafts drafts;
    private final ComponentJson components;

    ReferenceSets(
            ReferenceVersionRepository versions,
            BootEvidence evidence,
            VersionDrafts drafts,
            ComponentJson components) {
        this.components = components;
        this.versions = versions;
        this.evidence = evidence;
        this.drafts = drafts;
    }

    /**
     * Drafts the next version of a set from what one boot measured.
     *
     * @param pcrs which PCRs of it; empty for every one that can be
     */
    @Transactional
    public ReferenceVersion capture(
            String name, UUID attestation, List<Integer> pcrs, Map<String, String> selector, String author) {
        BootEvidence.Boot boot = evidence.open(attestation);
        List<Component> captured = captured(boot, pcrs);
        return drafts.save(
                new VersionDrafts.Draft(
                        name,
                        selector,
                        captured,
                        Map.of(
                                "kind", "captured",
                                "attestation", attestation.toString(),
                                "hostId", boot.hostId().toString(),
                                "host", boot.hostName())),
                author);
    }

    /**
     * Drafts the next version of a set from components given, and those of another version that they do not replace.
     */
    @Transactional
    public ReferenceVersion compose(
            ReferenceSetController.Request request, Optional<Map<String, String>> selector, String author) {
        Map<String, String> provenance = new TreeMap<>(Map.of("kind", "given"));
        List<Component> composed = given(request);
        Map<String, String> labels = Map.of();
        if (request.base() != null) {
            ReferenceVersion base = find(new ReferenceVersionId(request.name(), request.base()));
            composed = Successor.of(components.components(components.views(base.components())), composed);
            provenance.put("base", base.id().toString());
            labels = base.selector();
        }
        return drafts.save(
                new VersionDrafts.Draft(request.name(), selector.orElse(labels), composed, provenance), author);
    }

    private List<Component> given(ReferenceSetController.Request request) {
        try {
            return components.components(Objects.requireNonNull(request.components()));
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "reference-invalid", "A component cannot be: " + e.getMessage() + ".");
        }
    }

    private static List<Component> captured(BootEvidence.Boot boot, Collection<Integer> pcrs) {
        if (!boot.incompleteLogs().isEmpty()) {
            throw new Refusal(
                    422,
                    "log-incomplete",
                    "What was measured after the cut of a log is not known, and is made golden by nobody.");
        }
        Collection<Integer> wanted = pcrs.isEmpty() ? boot.capturable() : pcrs;
        try {
            if (!boot.capturable().containsAll(wanted)) {
                throw new IllegalArgumentException(
                        "PCRs that can be captured are " + boot.capturable() + ", asked for " + wanted);
            }
            return Capture.of(boot.replayed(), "captured from " + boot.hostName(), wanted);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "pcrs-not-capturable", e.getMessage() + ".");
        }
    }

    @Transactional(readOnly = true)
    public ReferenceVersion find(ReferenceVersionId id) {
        return versions.findById(id)
                .orElseThrow(() -> Refusal.notFound("There is no such version of a reference set."));
    }

    @Transactional(readOnly = true)
    public List<ReferenceVersion> versions(String name) {
        return versions.findVersions(name);
    }

    @Transactional(readOnly = true)
    public List<ReferenceVersion> all() {
        return versions.findAllVersions();
    }

    static Map<String, Object> told(ReferenceVersion version) {
        Map<String, Object> told = new TreeMap<>(Map.of(
                "state", version.state().word(),
                "selector", version.selector(),
                "contentSha256", version.contentSha256().toHex()));
        if (version.retiresAt() != null) {
            told.put("retiresAt", version.retiresAt());
        }
        return told;
    }
}
