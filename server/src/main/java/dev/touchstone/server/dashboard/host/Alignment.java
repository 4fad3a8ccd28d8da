package dev.touchstone.server.dashboard.host;

import dev.touchstone.server.attestation.DivergenceView;
import dev.touchstone.server.attestation.DivergenceView.RowView;
import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.dashboard.frame.Visible;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was expected beside what came, in the components where something differs.
 *
 * @param same the components that are as approved
 * @param leftOut lines too many to show
 */
record Alignment(List<Line> lines, String same, int leftOut) {

    /**
     * One line.
     *
     * @param kind {@code same}, {@code changed}, {@code missing} or {@code extra}
     * @param event the anchor of the event below; null where nothing came
     */
    record Line(
            String kind,
            int pcr,
            String component,
            @Nullable String expected,
            @Nullable String event,
            @Nullable String measured,
            @Nullable Hex digest) {}

    static Alignment of(DivergenceView departure) {
        List<Line> lines = departure.rows().stream()
                .filter(row -> departure.differing().contains(row.component()))
                .map(Alignment::line)
                .toList();
        return new Alignment(lines, String.join(", ", departure.same()), departure.rowsLeftOut());
    }

    private static Line line(RowView row) {
        return new Line(
                row.kind(),
                row.pcr(),
                row.component(),
                visible(row.expected()),
                row.event() == null ? null : row.event().replace('#', '-'),
                visible(row.measured()),
                row.digest() == null ? null : Hex.of(row.digest().bytes()));
    }

    private static @Nullable String visible(@Nullable String text) {
        return text == null ? null : Visible.text(text);
    }
}
