package dev.touchstone.server.dashboard.host;

import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.TimelineEntry;
import dev.touchstone.server.attestation.DivergenceView;
import dev.touchstone.server.attestation.DivergenceView.RowView;
import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.dashboard.frame.Visible;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events of a boot's logs as rows.
 *
 * @param problem why there are none; null if there are
 * @param first the anchor of the first that departs from what is approved; null if none does
 * @param all how many there are before the filter
 */
record EventTable(
        List<Row> rows, @Nullable String problem, @Nullable String first, int all, List<Integer> pcrs, Filter filter) {

    private static final int MOST = 2000;

    /** Which events to show: those of one PCR; those that no digest vouches for. */
    record Filter(Optional<Integer> pcr, boolean unbound) {

        boolean shows(TimelineEntry entry) {
            return (pcr.isEmpty() || pcr.equals(entry.pcr())) && !(unbound && entry.bound());
        }
    }

    /**
     * One event.
     *
     * @param anchor {@code firmware-31}
     * @param kind how it departs from what is approved; {@code same} if it does not, empty where it was not compared
     */
    record Row(
            String anchor,
            int index,
            String log,
            String pcr,
            String type,
            String text,
            String binding,
            String kind,
            @Nullable Hex digest) {}

    static EventTable none(String problem) {
        return new EventTable(List.of(), problem, null, 0, List.of(), new Filter(Optional.empty(), false));
    }

    static EventTable of(List<TimelineEntry> entries, Optional<DivergenceView> departure, Filter filter) {
        Map<String, String> kinds = new HashMap<>();
        departure.ifPresent(from -> from.rows().stream()
                .filter(row -> row.event() != null)
                .forEach(row -> kinds.put(Objects.requireNonNull(row.event()), row.kind())));
        List<Row> rows = entries.stream()
                .filter(filter::shows)
                .limit(MOST)
                .map(entry -> row(entry, kinds))
                .toList();
        List<Integer> pcrs = entries.stream()
                .flatMap(entry -> entry.pcr().stream())
                .distinct()
                .sorted()
                .toList();
        return new EventTable(rows, null, first(departure), entries.size(), pcrs, filter);
    }

    private static @Nullable String first(Optional<DivergenceView> departure) {
        return departure.stream()
                .flatMap(from -> from.rows().stream())
                .filter(row -> row.kind().equals("changed") || row.kind().equals("extra"))
                .map(RowView::event)
                .filter(Objects::nonNull)
                .findFirst()
                .map(event -> event.replace('#', '-'))
                .orElse(null);
    }

    private static Row row(TimelineEntry entry, Map<String, String> kinds) {
        return new Row(
                entry.log() + "-" + entry.index(),
                entry.index(),
                entry.log(),
                entry.pcr().map(String::valueOf).or(entry::nvIndex).orElse("–"),
                Visible.text(entry.type()),
                Visible.text(entry.text()),
                entry.binding(),
                kinds.getOrDefault(entry.log() + "#" + entry.index(), ""),
                strongest(entry.digests()));
    }

    private static @Nullable Hex strongest(List<Digest> digests) {
        return digests.stream()
                .max(Comparator.comparing((Digest digest) -> digest.algorithm() == HashAlgorithm.SHA256)
                        .thenComparingInt(digest -> digest.value().length()))
                .map(digest -> Hex.of(digest.value()))
                .orElse(null);
    }
}
