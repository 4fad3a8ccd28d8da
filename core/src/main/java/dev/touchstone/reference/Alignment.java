package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Explains a boot that matches nothing: picks, for each component, the variant nearest to what was measured, lays those
 * end to end, and aligns the result with the events of each PCR.
 */
final class Alignment {

    private final MergedReference reference;
    private final Observed observed;
    private final Nearest nearest;
    private final Map<Integer, List<Expected>> expected = new HashMap<>();
    private final Set<Integer> settled = new HashSet<>();
    private final List<Difference> differences = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private Alignment(MergedReference reference, Observed observed) {
        this.reference = reference;
        this.observed = observed;
        this.nearest = new Nearest(reference.places(), observed);
    }

    static Divergence of(MergedReference reference, Observed observed, Optional<Explanation> explanation) {
        Alignment alignment = new Alignment(reference, observed);
        reference.places().forEach(place -> alignment.layOut(place, alignment.nearest.of(place)));
        reference.judgedPcrs().forEach(alignment::align);
        if (alignment.differences.isEmpty()) {
            alignment.ambiguous();
        }
        return new Divergence(
                observed.bank(),
                alignment.differences,
                explanation,
                reference.places().stream().map(Place::id).toList(),
                alignment.rows);
    }

    private void layOut(Place place, Variant variant) {
        String id = place.id();
        switch (variant) {
            case Variant.Sequence sequence -> sequence.records().forEach(r -> expect(r.pcr(), new Expected.One(id, r)));
            case Variant.AnyOf any ->
                expect(any.pcr(), new Expected.Run(id, any.label(), Optional.of(any.digests(observed.bank()))));
            case Variant.Volatile excluded ->
                expect(excluded.pcr(), new Expected.Run(id, excluded.label(), Optional.empty()));
            case Variant.HostUnique own -> layOut(place, own);
            case Variant.Ruled ruled -> layOut(id, ruled);
            case Variant.BareValues bare -> layOut(id, bare);
        }
    }

    private void expect(int pcr, Expected one) {
        expected.computeIfAbsent(pcr, _ -> new ArrayList<>()).add(one);
    }

    private void layOut(Place place, Variant.HostUnique own) {
        for (int slot = 0; slot < own.slots().size(); slot++) {
            Variant.Slot at = own.slots().get(slot);
            expect(
                    at.pcr(),
                    new Expected.Own(
                            place.id(),
                            at,
                            observed.accepted(place.component().number(), slot).filter(r -> r.pcr() == at.pcr())));
        }
    }

    private void layOut(String component, Variant.Ruled ruled) {
        ruled.pcrs().forEach(pcr -> expect(pcr, new Expected.Run(component, ruled.label(), Optional.empty())));
        ruled.rules().stream()
                .flatMap(rule -> observed.failures(rule).stream())
                .map(failure -> new Difference.RuleFailed(component, failure, observed.position(failure)))
                .forEach(differences::add);
    }

    private void layOut(String component, Variant.BareValues bare) {
        for (int pcr : bare.pcrs()) {
            settled.add(pcr);
            if (!BareValue.isGolden(bare, pcr, observed)) {
                differences.add(value(component, pcr, bare.value(pcr, observed.bank())));
            }
        }
    }

    private void align(int pcr) {
        if (settled.contains(pcr)) {
            return;
        }
        if (!observed.isAccountedFor(pcr)) {
            differences.add(value(owner(pcr), pcr, Optional.empty()));
        }
        List<Expected> golden = expected.getOrDefault(pcr, List.of());
        new PcrAlignment(pcr, owner(pcr), golden, observed, rows, differences).describe();
    }

    private Difference value(String component, int pcr, Optional<Bytes> golden) {
        return new Difference.Value(
                component, pcr, observed.afterLast(pcr), golden, observed.value(observed.bank(), pcr));
    }

    /** Nothing differs from the nearest variants, yet there were too many readings to try. */
    private void ambiguous() {
        int pcr = reference.judgedPcrs().stream().max(Integer::compare).orElse(0);
        differences.add(value(reference.places().getLast().id(), pcr, Optional.empty()));
    }

    /** The last component that speaks of a PCR: what comes after its records can only be its own. */
    private String owner(int pcr) {
        return reference.places().reversed().stream()
                .filter(p -> p.component().pcrs().contains(pcr))
                .findFirst()
                .map(Place::id)
                .orElseThrow();
    }
}
