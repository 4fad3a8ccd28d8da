package dev.touchstone.server.reference;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Appraiser;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Drafts the next version of a set from the newest approved one and what a drifted boot measured instead. */
@Service
public class DraftedVersions {

    private final GoldenSets golden;
    private final HostValues values;
    private final VersionDrafts drafts;
    private final Clock clock;

    DraftedVersions(GoldenSets golden, HostValues values, VersionDrafts drafts, Clock clock) {
        this.golden = golden;
        this.values = values;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** The boot to take it from, and how it departs from what is approved. */
    public record Source(HostRecord host, UUID attestation, BootEvidence.Boot evidence, Divergence divergence) {

        ReplayedBoot boot() {
            return evidence.replayed();
        }
    }

    /**
     * A draft.
     *
     * @param components those it has another variant of than the version before
     */
    public record Drafted(String set, int version, List<String> components) {

        /** {@code fleet-a@4}. */
        public String id() {
            return set + "@" + version;
        }
    }

    /**
     * Drafts it: with the measured variants alone of {@code components}, and everything else as it was.
     *
     * @param components ids of those to take from the boot, all owned by {@code set}
     * @throws Refusal if they cannot be taken, or the boot would not match for their sake
     */
    @Transactional
    public Drafted draft(String set, Set<String> components, Source source, String author) {
        InForce inForce = golden.inForce();
        ReferenceSet base = newest(inForce, set);
        ReferenceSet draft =
                new ReferenceSet(set, base.version() + 1, base.selector(), components(base, components, source));
        requireMatch(inForce.with(draft), components, source, clock.instant());
        DraftedVersion version = drafts.draft(
                new VersionDrafts.Draft(
                        set,
                        draft.selector(),
                        draft.components(),
                        Map.of(
                                "kind", "captured",
                                "base", base.id(),
                                "attestation", source.attestation().toString(),
                                "hostId", source.host().id().toString(),
                                "host", source.host().displayName())),
                author);
        return new Drafted(set, version.version(), components.stream().sorted().toList());
    }

    private static ReferenceSet newest(InForce inForce, String set) {
        return inForce.approved().stream()
                .map(GoldenSet::reference)
                .filter(s -> s.name().equals(set))
                .max(Comparator.comparingInt(ReferenceSet::version))
                .orElseThrow(() -> Refusal.notFound("There is no approved version of that set."));
    }

    private static List<Component> components(ReferenceSet base, Set<String> differing, Source source) {
        String label = "captured from " + source.host().displayName();
        List<Component> components = new ArrayList<>();
        for (Component component : base.components()) {
            components.add(
                    differing.contains(component.id())
                            ? with(component, List.of(CapturedVariant.of(component, label, source)))
                            : kept(component, label, source));
        }
        return components;
    }

    /**
     * What is kept must go with what is new: a component all of whose variants belong to other bundles gets one more.
     */
    private static Component kept(Component component, String label, Source source) {
        boolean goes = component.variants().stream()
                .anyMatch(v -> v.interchangeable() || v.bundle().equals(Variant.OWN_BUNDLE));
        if (goes) {
            return component;
        }
        List<Variant> variants = new ArrayList<>(component.variants());
        variants.add(CapturedVariant.of(component, label, source));
        return with(component, variants);
    }

    private static Component with(Component component, List<Variant> variants) {
        return new Component(component.number(), component.name(), variants);
    }

    /** A draft that would not even let the boot it is made from match is of use to nobody. */
    private void requireMatch(InForce with, Collection<String> components, Source source, Instant now) {
        HostGolden by = with.of(source.host(), values.of(source.host().id()));
        Appraisal appraisal = Appraiser.appraise(
                new ReplayOutcome.Replayed(source.boot()),
                by.golden(),
                source.evidence().carried(),
                now);
        boolean stillDiffers = appraisal
                .divergence()
                .filter(d -> d.differing().stream().anyMatch(components::contains))
                .isPresent();
        if (stillDiffers) {
            throw new Refusal(
                    422, "drift-not-capturable", "What the boot measured does not make a version that it matches.");
        }
    }
}
