package dev.touchstone.server.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variant on the wire: either records, with the PCRs it speaks of, or values.
 *
 * @param values final values by PCR and bank
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VariantView(
        String label,
        @Nullable List<Integer> pcrs,
        @Nullable List<RecordView> records,
        @Nullable Map<Integer, Map<String, String>> values) {}
