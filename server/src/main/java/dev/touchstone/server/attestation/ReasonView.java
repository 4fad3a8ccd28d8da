package dev.touchstone.server.attestation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.appraisal.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reason on the wire and in the database. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReasonView(
        String code,
        String summary,
        @Nullable String component,
        @Nullable Integer pcr,
        @Nullable String event,
        @Nullable String expected,
        @Nullable String actual,
        @Nullable String rule) {

    /** A reason that is of no rule. */
    public ReasonView(
            String code,
            String summary,
            @Nullable String component,
            @Nullable Integer pcr,
            @Nullable String event,
            @Nullable String expected,
            @Nullable String actual) {
        this(code, summary, component, pcr, event, expected, actual, null);
    }

    static ReasonView of(Reason reason) {
        return new ReasonView(
                reason.code(),
                reason.summary(),
                reason.component().orElse(null),
                reason.pcr().isPresent() ? reason.pcr().getAsInt() : null,
                reason.event().orElse(null),
                reason.expected().orElse(null),
                reason.actual().orElse(null),
                reason.rule().orElse(null));
    }

    static List<ReasonView> of(List<Reason> reasons) {
        return reasons.stream().map(ReasonView::of).toList();
    }
}
