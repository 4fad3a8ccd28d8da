package dev.touchstone.server.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    Match matching() {
        if (match != null) {
            return match;
        }
        return values == null ? Match.SEQUENCE : Match.VALUES;
    }
}
