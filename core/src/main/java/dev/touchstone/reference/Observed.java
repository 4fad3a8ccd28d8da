package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.EventText;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.replay.ReplayedBoot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A replayed boot as matching sees it: one bank, PCR by PCR, what is excused left out. */
final class Observed {

    private final HashAlgorithm bank;
    private final Map<Integer, List<Event>> events = new HashMap<>();
    private final ReplayedBoot boot;

    /**
     * One extension.
     *
     * @param position its place in the whole boot, so that events of different PCRs can be ordered
     * @param digest what was extended in the bank judged
     * @param source where it was logged
     */
    record Event(int position, Bytes digest, MeasuredEvent source) {

        int pcr() {
            return source.pcr();
        }
    }

    Observed(ReplayedBoot boot, HashAlgorithm bank) {
        this.boot = boot;
        this.bank = bank;
        List<MeasuredEvent> all = boot.events();
        for (int position = 0; position < all.size(); position++) {
            MeasuredEvent event = all.get(position);
            if (!Excused.is(event, bank)) {
                Bytes digest = event.digest(bank).orElse(Bytes.EMPTY);
                events.computeIfAbsent(event.pcr(), _ -> new ArrayList<>()).add(new Event(position, digest, event));
            }
        }
    }

    HashAlgorithm bank() {
        return bank;
    }

    List<Event> events(int pcr) {
        return events.getOrDefault(pcr, List.of());
    }

    Optional<Bytes> value(HashAlgorithm inBank, int pcr) {
        return boot.quote().pcrs().value(inBank, pcr);
    }

    String text(Event event) {
        return EventText.of(event.source(), bank).toString();
    }
}
