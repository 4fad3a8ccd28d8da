package dev.touchstone.server.reference;

import dev.touchstone.reference.Capture;
import dev.touchstone.reference.Divergence;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Row;
import dev.touchstone.reference.Variant;
import dev.touchstone.replay.ReplayedBoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a boot measured for one component, as records that could be golden: in order, PCR by PCR. */
public final class MeasuredRecords {

    private final ReplayedBoot boot;
    private final List<Row> rows;

    private MeasuredRecords(ReplayedBoot boot, List<Row> rows) {
        this.boot = boot;
        this.rows = rows;
    }

    /**
     * Takes them.
     *
     * @param divergence how the boot departs from what is approved
     * @param component such as {@code 400-os}
     */
    public static MeasuredRecords of(ReplayedBoot boot, Divergence divergence, String component) {
        return new MeasuredRecords(
                boot,
                divergence.rows().stream()
                        .filter(row -> row.component().equals(component))
                        .toList());
    }

    /** All of them. */
    List<ReferenceRecord> all() {
        return rows.stream()
                .flatMap(row -> row.event().stream())
                .map(event -> Capture.reference(boot, event))
                .toList();
    }

    /** What stands in each slot; empty if a slot is, or there is more than slots. */
    public Optional<List<ReferenceRecord>> inSlots(List<Variant.Slot> slots) {
        List<ReferenceRecord> left = new ArrayList<>(all());
        List<ReferenceRecord> found = new ArrayList<>();
        for (Variant.Slot slot : slots) {
            Optional<ReferenceRecord> next =
                    left.stream().filter(r -> r.pcr() == slot.pcr()).findFirst();
            next.ifPresent(left::remove);
            next.ifPresent(found::add);
        }
        return found.size() == slots.size() && left.isEmpty() ? Optional.of(found) : Optional.empty();
    }
}
