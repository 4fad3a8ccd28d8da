package dev.touchstone.server.dashboard.enrollment;

import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.enrollment.EnrollmentDesk;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pin, in a table.
 *
 * @param href its host; null while none has enrolled
 */
record PinRow(
        String host,
        Hex ek,
        Map<String, String> labels,
        @Nullable String href) {

    static PinRow of(EnrollmentDesk.Pinned pin) {
        return new PinRow(
                pin.host(),
                Hex.of(pin.ek()),
                new TreeMap<>(pin.labels()),
                pin.enrolled().map(id -> "/hosts/" + id).orElse(null));
    }
}
