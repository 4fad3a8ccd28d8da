package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.reference.RecordView;
import dev.touchstone.server.reference.VariantView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One approved form of a component.
 *
 * @param match how it is matched, in words
 * @param bundle what it goes with
 * @param records what is measured
 * @param others what it says that is no record: places, rules, values, exclusions
 */
record VariantPanel(
        String label,
        String match,
        String bundle,
        String pcrs,
        int count,
        List<RecordLine> records,
        List<String> others) {

    private static final int MOST = 100;

    static VariantPanel of(VariantView view) {
        List<RecordLine> records = Objects.requireNonNullElse(view.records(), List.<RecordView>of()).stream()
                .limit(MOST)
                .map(RecordLine::of)
                .toList();
        int count = view.records() == null ? 0 : view.records().size();
        return new VariantPanel(
                Visible.text(view.label()),
                match(view),
                bundle(view.bundle() == null ? "" : view.bundle()),
                view.pcrs() == null ? "" : pcrs(view.pcrs()),
                count,
                records,
                others(view));
    }

    private static String match(VariantView view) {
        return switch (view.matching()) {
            case SEQUENCE ->
                view.records() == null || view.records().isEmpty() ? "nothing may be measured" : "these, in order";
            case ANY_OF -> "any of these";
            case RULES -> "judged by rules";
            case HOST_UNIQUE -> "each host's own";
            case VOLATILE -> "not checked";
            case VALUES -> "the final value";
        };
    }

    private static String bundle(String bundle) {
        return switch (bundle) {
            case "" -> "";
            case "*" -> "goes with anything";
            default -> "goes with " + Visible.text(bundle);
        };
    }

    private static String pcrs(List<Integer> pcrs) {
        return (pcrs.size() == 1 ? "PCR " : "PCRs ")
                + String.join(", ", pcrs.stream().map(String::valueOf).toList());
    }

    private static List<String> others(VariantView view) {
        List<String> lines = new ArrayList<>();
        if (view.slots() != null) {
            view.slots().forEach(s -> lines.add(Visible.text("PCR " + s.pcr() + ": " + s.text())));
        }
        if (view.rules() != null) {
            view.rules().forEach(r -> lines.add(Visible.text(r.toString())));
        }
        if (view.atMost() != null) {
            lines.add("at most " + view.atMost() + " events are passed over");
        }
        if (view.values() != null) {
            new TreeMap<>(view.values()).forEach((pcr, banks) -> lines.add("PCR " + pcr + ": " + strongest(banks)));
        }
        return lines;
    }

    private static String strongest(Map<String, String> banks) {
        return new TreeMap<>(banks)
                .entrySet().stream()
                        .reduce((_, last) -> last)
                        .map(e -> e.getKey() + " " + Hex.of(e.getValue()).whole())
                        .orElse("none");
    }
}
