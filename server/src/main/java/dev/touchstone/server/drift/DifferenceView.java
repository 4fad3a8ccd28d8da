package dev.touchstone.server.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.appraisal.Reason;
import org.jspecify.annotations.Nullable;

/** One thing all hosts of a cluster have in common, as it was first seen; what each has its own of is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DifferenceView(
        String code,
        String summary,
        @Nullable String component,
        @Nullable Integer pcr,
        @Nullable String expected,
        @Nullable String actual) {

    private static final String OF_THE_HOST = "host-value-not-accepted";

    static DifferenceView of(Reason reason) {
        boolean own = reason.code().equals(OF_THE_HOST);
        return new DifferenceView(
                reason.code(),
                reason.summary(),
                reason.component().orElse(null),
                reason.pcr().isPresent() ? reason.pcr().getAsInt() : null,
                own ? null : reason.expected().orElse(null),
                own ? null : reason.actual().orElse(null));
    }
}
