package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import dev.touchstone.server.rule.RuleJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Variants as they go over the wire and into the database. */
@Component
class VariantJson {

    private final RuleJson rules;

    VariantJson(RuleJson rules) {
        this.rules = rules;
    }

    VariantView view(Variant variant) {
        return VariantView.of(variant, rules::write);
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
            case RULES ->
                new Variant.Ruled(
                        view.label(),
                        bundle,
                        new TreeSet<>(list(view.pcrs())),
                        list(view.rules()).stream().map(rules::read).toList());
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
