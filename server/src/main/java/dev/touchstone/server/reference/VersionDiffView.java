package dev.touchstone.server.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.reference.VersionDiff;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a version brings, as the API shows it.
 *
 * @param against the version it is held against; absent if it is the first
 * @param selectorBefore the selector of that version
 * @param components those that differ
 * @param same the ids of those that do not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VersionDiffView(
        String version,
        @Nullable String against,
        Map<String, String> selector,
        @Nullable Map<String, String> selectorBefore,
        List<ComponentDiffView> components,
        List<String> same) {

    /** One component that differs. */
    public record ComponentDiffView(
            String component, String kind, List<String> added, List<String> removed, List<RecordDiffView> records) {}

    /** One measurement that is new, gone or another. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecordDiffView(
            String kind,
            int pcr,
            @Nullable RecordView before,
            @Nullable RecordView after) {}

    static VersionDiffView of(ReferenceVersion version, @Nullable ReferenceVersion against, VersionDiff diff) {
        return new VersionDiffView(
                version.id().toString(),
                against == null ? null : against.id().toString(),
                version.selector(),
                against == null ? null : against.selector(),
                components(diff, false).map(VersionDiffView::view).toList(),
                components(diff, true).map(VersionDiff.ComponentDiff::component).toList());
    }

    private static Stream<VersionDiff.ComponentDiff> components(VersionDiff diff, boolean same) {
        return diff.components().stream().filter(c -> (c.kind() == VersionDiff.Kind.SAME) == same);
    }

    private static ComponentDiffView view(VersionDiff.ComponentDiff diff) {
        return new ComponentDiffView(
                diff.component(),
                word(diff.kind()),
                diff.added(),
                diff.removed(),
                diff.records().stream()
                        .map(r -> new RecordDiffView(
                                word(r.kind()),
                                r.pcr(),
                                r.before().map(RecordView::of).orElse(null),
                                r.after().map(RecordView::of).orElse(null)))
                        .toList());
    }

    private static String word(VersionDiff.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
