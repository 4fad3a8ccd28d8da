package dev.touchstone.server.attestation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.facts.EventText;
import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.Row;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.server.json.HexBytes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a boot departs from what is golden, side by side.
 *
 * @param bank the bank judged
 * @param fingerprint equal for boots that depart alike
 * @param differing the components in which something differs
 * @param same those in which nothing does
 * @param rows what was expected beside what came, PCR by PCR; the first thousand
 * @param rowsLeftOut how many there are more
 */
public record DivergenceView(
        String bank,
        HexBytes fingerprint,
        List<String> differing,
        List<String> same,
        List<RowView> rows,
        int rowsLeftOut) {

    private static final int MAX_ROWS = 1_000;

    /**
     * One line.
     *
     * @param kind {@code same}, {@code changed}, {@code missing}, {@code extra} or {@code not-compared}
     * @param expected what was expected, in words
     * @param event what came, by log and index
     * @param measured what came, in words
     * @param digest what came, in the bank judged
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RowView(
            String kind,
            int pcr,
            String component,
            @Nullable String expected,
            @Nullable String event,
            @Nullable String measured,
            @Nullable HexBytes digest) {}

    static DivergenceView of(Divergence divergence) {
        List<Row> rows = divergence.rows();
        return new DivergenceView(
                divergence.bank().bank(),
                new HexBytes(divergence.fingerprint()),
                List.copyOf(divergence.differing()),
                divergence.same(),
                rows.stream().limit(MAX_ROWS).map(row -> view(row, divergence)).toList(),
                Math.max(0, rows.size() - MAX_ROWS));
    }

    private static RowView view(Row row, Divergence divergence) {
        MeasuredEvent event = row.event().orElse(null);
        return new RowView(
                row.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                row.pcr(),
                row.component(),
                row.expected().orElse(null),
                event == null ? null : event.log() + "#" + event.index(),
                event == null ? null : EventText.of(event, divergence.bank()).toString(),
                event == null
                        ? null
                        : event.digest(divergence.bank()).map(HexBytes::new).orElse(null));
    }
}
