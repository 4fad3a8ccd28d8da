package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.reference.RecordView;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A golden record, in the strongest bank it has.
 *
 * @param digest null if it has none
 */
public record RecordLine(
        int pcr, String text, String bank, @Nullable Hex digest) {

    static RecordLine of(RecordView view) {
        Map.@Nullable Entry<String, String> strongest = new TreeMap<>(view.digests()).lastEntry();
        return new RecordLine(
                view.pcr(),
                Visible.text(view.text()),
                strongest == null ? "" : strongest.getKey(),
                strongest == null ? null : Hex.of(strongest.getValue()));
    }

    static @Nullable RecordLine ofNullable(@Nullable RecordView view) {
        return view == null ? null : of(view);
    }
}
