package dev.touchstone.server.baseline;

import dev.touchstone.reference.Baseline;
import dev.touchstone.server.reference.RecordView;
import dev.touchstone.server.reference.VariantView;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A baseline as the API shows it.
 *
 * @param hosts how many it is of
 * @param parts in order
 */
public record BaselineView(UUID id, int hosts, List<PartView> parts) {

    /**
     * One part.
     *
     * @param suggestion how it is best matched
     * @param forms the most frequent first
     */
    public record PartView(int component, String name, VariantView.Match suggestion, List<FormView> forms) {}

    /**
     * One form of it.
     *
     * @param hosts how many have it
     * @param outlier whether so few have it that somebody should look: less than one in a hundred, or one of ten
     */
    public record FormView(int hosts, boolean outlier, Set<Integer> pcrs, List<RecordView> records) {}

    static BaselineView of(UUID id, Baseline baseline) {
        return new BaselineView(
                id,
                baseline.hosts(),
                baseline.parts().stream().map(p -> part(baseline, p)).toList());
    }

    private static PartView part(Baseline baseline, Baseline.Part part) {
        return new PartView(
                part.component(),
                part.name(),
                VariantView.Match.valueOf(baseline.suggestion(part).name()),
                IntStream.range(0, part.forms().size())
                        .mapToObj(i -> form(baseline, part, i))
                        .sorted((one, other) -> Integer.compare(other.hosts(), one.hosts()))
                        .toList());
    }

    private static FormView form(Baseline baseline, Baseline.Part part, int index) {
        Baseline.Form form = part.forms().get(index);
        int hosts = baseline.hosts(part, index);
        return new FormView(
                hosts,
                hosts * 100 < baseline.hosts() || (hosts == 1 && baseline.hosts() >= 10),
                new TreeSet<>(form.pcrs()),
                form.records().stream().map(RecordView::of).toList());
    }
}
