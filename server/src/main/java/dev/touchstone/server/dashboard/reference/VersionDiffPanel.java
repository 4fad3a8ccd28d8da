package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.reference.VersionDiffView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a version brings that another did not have.
 *
 * @param sentence what it comes to
 * @param against the other; null if there is none before it
 * @param selectorBefore the other's selector, if it is another
 */
public record VersionDiffPanel(
        String sentence,
        @Nullable String against,
        Map<String, String> selector,
        @Nullable Map<String, String> selectorBefore,
        List<Part> parts,
        List<String> same) {

    /** A component that differs. */
    public record Part(
            String sign, String component, List<String> added, List<String> removed, List<Measured> records) {}

    /** A measurement that is new, gone or another. */
    public record Measured(
            String sign,
            int pcr,
            @Nullable RecordLine before,
            @Nullable RecordLine after) {}

    public static VersionDiffPanel of(VersionDiffView diff) {
        @Nullable Map<String, String> before = diff.selectorBefore();
        boolean otherHosts = before != null && !before.equals(diff.selector());
        return new VersionDiffPanel(
                sentence(diff, otherHosts),
                diff.against() == null ? null : Visible.text(diff.against()),
                visible(diff.selector()),
                otherHosts && before != null ? visible(before) : null,
                diff.components().stream().map(VersionDiffPanel::part).toList(),
                diff.same().stream().map(Visible::text).toList());
    }

    private static String sentence(VersionDiffView diff, boolean otherHosts) {
        int parts = diff.components().size();
        if (diff.against() == null) {
            return "The first of its set: all of it is new.";
        }
        String hosts = otherHosts ? " It is for other hosts." : "";
        return parts == 0
                ? "Nothing it asks for differs from " + Visible.text(diff.against()) + "." + hosts
                : count(parts) + " from " + Visible.text(diff.against()) + "." + hosts;
    }

    private static String count(int parts) {
        return parts == 1 ? "1 component differs" : parts + " components differ";
    }

    private static Part part(VersionDiffView.ComponentDiffView diff) {
        return new Part(
                sign(diff.kind()),
                Visible.text(diff.component()),
                diff.added().stream().map(Visible::text).toList(),
                diff.removed().stream().map(Visible::text).toList(),
                diff.records().stream()
                        .map(r -> new Measured(
                                sign(r.kind()),
                                r.pcr(),
                                RecordLine.ofNullable(r.before()),
                                RecordLine.ofNullable(r.after())))
                        .toList());
    }

    private static String sign(String kind) {
        return switch (kind) {
            case "added" -> "+";
            case "removed" -> "−";
            default -> "~";
        };
    }

    private static Map<String, String> visible(Map<String, String> labels) {
        Map<String, String> visible = new TreeMap<>();
        labels.forEach((key, value) -> visible.put(Visible.text(key), Visible.text(value)));
        return visible;
    }
}
