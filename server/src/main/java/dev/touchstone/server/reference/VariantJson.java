package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import dev.touchstone.server.reference.VariantView.Match;
import dev.touchstone.server.reference.VariantView.SlotView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Variants as they go over the wire and into the database. */
@Component
class VariantJson {

    VariantView view(Variant variant) {
        String bundle = variant.bundle().equals(Variant.OWN_BUNDLE) ? null : variant.bundle();
        return switch (variant) {
            case Variant.Sequence v ->
                new VariantView(v.label(), bundle, null, sorted(v.pcrs()), views(v.records()), null, null, null, null);
            case Variant.AnyOf v ->
                new VariantView(
                        v.label(), bundle, Match.ANY_OF, List.of(v.pcr()), views(v.records()), null, null, null, null);
            case Variant.HostUnique v ->
                new VariantView(v.label(), bundle, Match.HOST_UNIQUE, null, null, slots(v), null, null, null);
            case Variant.Volatile v ->
                new VariantView(
                        v.label(), bundle, Match.VOLATILE, List.of(v.pcr()), null, null, null, v.atMost(), null);
            case Variant.BareValues v ->
                new VariantView(v.label(), bundle, null, null, null, null, null, null, values(v));
            case Variant.Ruled _ -> throw new IllegalArgumentException("rules cannot be written yet");
        };
    }

    private static List<Integer> sorted(Set<Integer> pcrs) {
        return List.copyOf(new TreeSet<>(pcrs));
    }

    private static List<RecordView> views(List<ReferenceRecord> records) {
        return records.stream().map(RecordView::of).toList();
    }

    private static List<SlotView> slots(Variant.HostUnique own) {
        return own.slots().stream().map(s -> new SlotView(s.pcr(), s.text())).toList();
    }

    private static Map<Integer, Map<String, String>> values(Variant.BareValues bare) {
        Map<Integer, Map<String, String>> values = new TreeMap<>();
        bare.values().forEach((pcr, banks) -> values.put(pcr, RecordView.hex(banks)));
        return values;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    Variant read(VariantView view) {
        String bundle = Objects.requireNonNullElse(view.bundle(), Variant.OWN_BUNDLE);
        return switch (view.matching()) {
            case SEQUENCE ->
                new Variant.Sequence(
                        view.label(), bundle, new TreeSet<>(list(view.pcrs())), records(list(view.records())));
            case ANY_OF -> new Variant.AnyOf(view.label(), bundle, onlyPcr(view), records(list(view.records())));
            case HOST_UNIQUE ->
                new Variant.HostUnique(
                        view.label(),
                        bundle,
                        list(view.slots()).stream()
                                .map(s -> new Variant.Slot(s.pcr(), s.text()))
                                .toList());
            case VOLATILE ->
                new Variant.Volatile(view.label(), bundle, onlyPcr(view), Objects.requireNonNullElse(view.atMost(), 0));
            case VALUES -> new Variant.BareValues(view.label(), bundle, values(view));
            case RULES -> throw new IllegalArgumentException("rules cannot be read yet");
        };
    }

    private static int onlyPcr(VariantView view) {
        List<Integer> pcrs = list(view.pcrs());
        if (pcrs.size() != 1) {
            throw new IllegalArgumentException("variant " + view.label() + " is of exactly one PCR");
        }
        return pcrs.getFirst();
    }

    private static List<ReferenceRecord> records(List<RecordView> views) {
        return views.stream().map(RecordView::read).toList();
    }

    private static Map<Integer, Map<HashAlgorithm, Bytes>> values(VariantView view) {
        Map<Integer, Map<HashAlgorithm, Bytes>> values = new TreeMap<>();
        Objects.requireNonNullElse(view.values(), Map.<Integer, Map<String, String>>of())
                .forEach((pcr, banks) -> values.put(pcr, RecordView.digests(banks)));
        return values;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }
}
