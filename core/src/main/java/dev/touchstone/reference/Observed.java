package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.replay.ReplayedBoot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A replayed boot as matching sees it: one bank, the PCRs quoted in it one by one, what is excused left out. */
final class Observed {

    private final ReplayedBoot boot;
    private final HashAlgorithm bank;
    private final Map<Integer, List<Event>> events = new HashMap<>();

    /**
     * One extension.
     *
     * @param position its place in the whole boot, so that events of different PCRs can be ordered
     * @param source where it was logged
     */
    record Event(int position, MeasuredEvent source) {}

    Observed(ReplayedBoot boot, HashAlgorithm bank) {
        this.boot = boot;
        this.bank = bank;
        boot.quote().pcrs(bank).keySet().forEach(pcr -> events.put(pcr, new ArrayList<>()));
        List<MeasuredEvent> all = boot.events();
        for (int position = 0; position < all.size(); position++) {
            MeasuredEvent event = all.get(position);
            List<Event> register = events.get(event.pcr());
            if (register != null && !Excused.is(event, bank)) {
                register.add(new Event(position, event));
            }
        }
    }

    HashAlgorithm bank() {
        return bank;
    }

    List<Event> events(int pcr) {
        return events.getOrDefault(pcr, List.of());
    }

    /** What an event extended in the bank judged; empty, which nothing golden is, if its log does not tell. */
    Bytes digest(Event event) {
        return event.source().digest(bank).orElse(Bytes.EMPTY);
    }

    /** Whether the events of {@code pcr} are all that was extended: its value was quoted, and a log explains it. */
    boolean isAccountedFor(int pcr) {
        return events.containsKey(pcr) && boot.isWholeInEvents(pcr);
    }

    Optional<Bytes> value(HashAlgorithm inBank, int pcr) {
        return boot.quote().pcrs().value(inBank, pcr);
    }
}
