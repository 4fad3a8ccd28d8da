package dev.touchstone.server.baseline;

import dev.touchstone.reference.Baseline;
import dev.touchstone.server.reference.RecordView;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A baseline as the database keeps it. */
record StoredBaseline(List<StoredPart> parts, List<Baseline.Combination> combinations) {

    record StoredPart(int component, String name, List<StoredForm> forms) {}

    record StoredForm(Set<Integer> pcrs, List<RecordView> records) {}

    static StoredBaseline of(Baseline baseline) {
        return new StoredBaseline(
                baseline.parts().stream()
                        .map(p -> new StoredPart(
                                p.component(),
                                p.name(),
                                p.forms().stream().map(StoredBaseline::form).toList()))
                        .toList(),
                baseline.combinations());
    }

    private static StoredForm form(Baseline.Form form) {
        return new StoredForm(
                new TreeSet<>(form.pcrs()),
                form.records().stream().map(RecordView::of).toList());
    }

    Baseline read() {
        return new Baseline(
                parts.stream()
                        .map(p -> new Baseline.Part(
                                p.component(),
                                p.name(),
                                p.forms().stream()
                                        .map(f -> new Baseline.Form(
                                                f.pcrs(),
                                                f.records().stream()
                                                        .map(RecordView::read)
                                                        .toList()))
                                        .toList()))
                        .toList(),
                combinations);
    }
}
