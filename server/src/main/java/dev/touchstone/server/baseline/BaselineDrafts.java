package dev.touchstone.server.baseline;

import dev.touchstone.reference.Baseline;
import dev.touchstone.reference.BaselineDraft;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.DraftedVersion;
import dev.touchstone.server.reference.HostValues;
import dev.touchstone.server.reference.VersionDrafts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes drafts of baselines. What is each host's own is proposed with the draft, and accepted when it is approved. */
@Service
public class BaselineDrafts {

    private final Baselines baselines;
    private final VersionDrafts drafts;
    private final HostValues values;

    BaselineDrafts(Baselines baselines, VersionDrafts drafts, HostValues values) {
        this.baselines = baselines;
        this.drafts = drafts;
        this.values = values;
    }

    /** Drafts a version of a set from what was chosen of a baseline. */
    @Transactional
    public DraftedVersion draft(UUID id, DraftRequest request, String author) {
        Decided decided = decided(baselines.require(id), request);
        DraftedVersion drafted = drafts.draft(
                new VersionDrafts.Draft(
                        request.name(),
                        HostNames.requireLabels(Objects.requireNonNullElse(request.selector(), Map.of())),
                        decided.components(),
                        Map.of(
                                "kind", "baseline",
                                "baseline", id.toString(),
                                "hosts", Integer.toString(decided.hosts()),
                                "hostValues", Integer.toString(decided.values().size()))),
                author);
        decided.values().forEach((host, own) -> {
            BaselineHost of = BaselineHost.parse(host);
            own.forEach(
                    (component, records) -> values.propose(drafted, of.host(), component, records, of.attestation()));
        });
        return drafted;
    }

    /** What of a baseline was chosen. */
    private record Decided(
            List<Component> components, int hosts, Map<String, Map<Integer, List<ReferenceRecord>>> values) {}

    private static Decided decided(Baseline baseline, DraftRequest request) {
        try {
            BaselineDraft draft = new BaselineDraft(
                    baseline, matches(request), Objects.requireNonNullElse(request.minimumHosts(), 1));
            return new Decided(draft.components(), draft.hosts().size(), draft.hostValues());
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "baseline-not-so", "The baseline cannot be used so: " + e.getMessage() + ".");
        }
    }

    private static Map<Integer, Baseline.Match> matches(DraftRequest request) {
        Map<Integer, Baseline.Match> matches = new TreeMap<>();
        request.components()
                .forEach((component, match) -> matches.put(
                        component,
                        switch (match) {
                            case SEQUENCE -> Baseline.Match.SEQUENCE;
                            case ANY_OF -> Baseline.Match.ANY_OF;
                            case HOST_UNIQUE -> Baseline.Match.HOST_UNIQUE;
                            case VOLATILE -> Baseline.Match.VOLATILE;
                            case RULES, VALUES ->
                                throw new IllegalArgumentException(
                                        "component " + component + " is measured: it has no " + match.word());
                        }));
        return matches;
    }
}
