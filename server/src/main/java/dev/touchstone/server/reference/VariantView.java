package dev.touchstone.server.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import dev.touchstone.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A variant on the wire.
 *
 * @param label what people call it
 * @param bundle what it goes with: absent for the version's own, {@code *} for anything
 * @param match how it is matched; if absent, by values where there are some, else as a sequence
 * @param pcrs the PCRs it speaks of, besides those of its records
 * @param records of a sequence, or of any-of
 * @param slots of host-unique
 * @param rules of rules
 * @param atMost how many events volatile passes over
 * @param values final values by PCR and bank
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VariantView(
        String label,
        @Nullable String bundle,
        @Nullable Match match,
        @Nullable List<Integer> pcrs,
        @Nullable List<RecordView> records,
        @Nullable List<SlotView> slots,
        @Nullable List<JsonNode> rules,
        @Nullable Integer atMost,
        @Nullable Map<Integer, Map<String, String>> values) {

    /** How a variant is matched. */
    public enum Match {
        SEQUENCE,
        ANY_OF,
        RULES,
        HOST_UNIQUE,
        VOLATILE,
        VALUES;

        /** {@code any-of}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The place of one event that differs from host to host. */
    public record SlotView(int pcr, String text) {}

    /** How it is matched, where that is not said too. */
    public Match matching() {
        if (match != null) {
            return match;
        }
        return values == null ? Match.SEQUENCE : Match.VALUES;
    }

    /**
     * A variant as it goes over the wire.
     *
     * @param rules writes a rule
     */
    static VariantView of(Variant variant, Function<Rule, JsonNode> rules) {
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
            case Variant.Ruled v ->
                new VariantView(
                        v.label(),
                        bundle,
                        Match.RULES,
                        sorted(v.pcrs()),
                        null,
                        null,
                        v.rules().stream().map(rules).toList(),
                        null,
                        null);
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
}
