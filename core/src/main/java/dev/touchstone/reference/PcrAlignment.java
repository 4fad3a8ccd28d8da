package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/** Tells, event by event, how one PCR stands to what was expected of it. */
final class PcrAlignment {

    private final int pcr;
    private final String owner;
    private final List<Expected> expected;
    private final List<Observed.Event> events;
    private final Observed observed;
    private final List<Row> rows;
    private final List<Difference> differences;

    PcrAlignment(
            int pcr,
            String owner,
            List<Expected> expected,
            Observed observed,
            List<Row> rows,
            List<Difference> differences) {
        this.pcr = pcr;
        this.owner = owner;
        this.expected = expected;
        this.events = observed.events(pcr);
        this.observed = observed;
        this.rows = rows;
        this.differences = differences;
    }

    void describe() {
        List<Aligner.Pair> pairs = Aligner.align(expected, events, observed);
        int[] positions = positions(pairs);
        for (int i = 0; i < positions.length; i++) {
            describe(pairs.get(i), positions[i]);
        }
    }

    /** Where each pair shows: what is missing, where the next event came. */
    private int[] positions(List<Aligner.Pair> pairs) {
        int[] positions = new int[pairs.size()];
        int position = observed.afterLast(pcr);
        for (int i = positions.length - 1; i >= 0; i--) {
            if (pairs.get(i).event() != Aligner.Pair.NONE) {
                position = events.get(pairs.get(i).event()).position();
            }
            positions[i] = position;
        }
        return positions;
    }

    private void describe(Aligner.Pair pair, int position) {
        if (pair.expected() == Aligner.Pair.NONE) {
            Observed.Event event = events.get(pair.event());
            row(Row.Kind.EXTRA, owner, Optional.empty(), Optional.of(event));
            differences.add(new Difference.Extra(owner, observed.digest(event), position, event.source()));
            return;
        }
        Optional<Observed.Event> event =
                pair.event() == Aligner.Pair.NONE ? Optional.empty() : Optional.of(events.get(pair.event()));
        switch (expected.get(pair.expected())) {
            case Expected.One one -> describe(one, event, position);
            case Expected.Own own -> describe(own, event, position);
            case Expected.Run run -> row(Row.Kind.NOT_COMPARED, run.component(), Optional.of(run.text()), event);
        }
    }

    private void describe(Expected.One one, Optional<Observed.Event> event, int position) {
        Optional<Bytes> golden = one.reference().digest(observed.bank());
        if (event.isEmpty()) {
            told(Row.Kind.MISSING, one, event);
            differences.add(new Difference.Missing(one.component(), one.reference(), golden, position));
        } else if (one.reference().is(event.get().source(), observed.bank())) {
            told(Row.Kind.SAME, one, event);
        } else {
            told(Row.Kind.CHANGED, one, event);
            differences.add(instead(one, golden, event.get()));
        }
    }

    private Difference instead(Expected.One one, Optional<Bytes> golden, Observed.Event event) {
        Bytes digest = observed.digest(event);
        return golden.<Difference>map(approved -> new Difference.Changed(
                        one.component(), one.reference(), approved, digest, event.position(), event.source()))
                .orElseGet(() -> new Difference.Extra(one.component(), digest, event.position(), event.source()));
    }

    private void describe(Expected.Own own, Optional<Observed.Event> event, int position) {
        Optional<Bytes> accepted = own.accepted().flatMap(r -> r.digest(observed.bank()));
        Optional<Bytes> digest = event.map(observed::digest);
        if (accepted.isPresent() && accepted.equals(digest)) {
            told(Row.Kind.SAME, own, event);
            return;
        }
        told(event.isEmpty() ? Row.Kind.MISSING : Row.Kind.CHANGED, own, event);
        differences.add(new Difference.HostValue(
                own.component(), own.slot(), position, accepted, digest, event.map(Observed.Event::source)));
    }

    private void told(Row.Kind kind, Expected wanted, Optional<Observed.Event> event) {
        row(kind, wanted.component(), Optional.of(wanted.text()), event);
    }

    private void row(Row.Kind kind, String component, Optional<String> wanted, Optional<Observed.Event> event) {
        rows.add(new Row(kind, pcr, component, wanted, event.map(Observed.Event::source)));
    }
}
