package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Rule;
import dev.touchstone.rule.RuleFailure;
import dev.touchstone.rule.RuleSubject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A replayed boot as matching sees it: one bank, the PCRs quoted in it one by one, what is excused left out. */
final class Observed {

    private final ReplayedBoot boot;
    private final HashAlgorithm bank;
    private final Supplier<RuleSubject> subject;
    private final Map<Integer, List<ReferenceRecord>> accepted;
    private final Map<Integer, List<Event>> events = new HashMap<>();
    private final Map<Rule, List<RuleFailure>> judged = new HashMap<>();

    /**
     * One extension.
     *
     * @param position its place in the whole boot, so that events of different PCRs can be ordered
     * @param source where it was logged
     */
    record Event(int position, MeasuredEvent source) {}

    /**
     * Looks at a boot.
     *
     * @param bank the bank judged
     * @param subject what rules judge; asked for only if there is a rule
     * @param accepted what was accepted of the host for its host-unique components, by component number
     */
    Observed(
            ReplayedBoot boot,
            HashAlgorithm bank,
            Supplier<RuleSubject> subject,
            Map<Integer, List<ReferenceRecord>> accepted) {
        this.boot = boot;
        this.bank = bank;
        this.subject = subject;
        this.accepted = accepted;
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

    /** What was accepted of the host for one slot of a host-unique component. */
    Optional<ReferenceRecord> accepted(int component, int slot) {
        List<ReferenceRecord> records = accepted.getOrDefault(component, List.of());
        return slot < records.size() ? Optional.of(records.get(slot)) : Optional.empty();
    }

    /** What of a rule does not hold; each is asked once. */
    List<RuleFailure> failures(Rule rule) {
        return judged.computeIfAbsent(rule, r -> r.evaluate(subject.get()));
    }

    /** A place after all that was measured into {@code pcr}. */
    int afterLast(int pcr) {
        List<Event> register = events(pcr);
        return register.isEmpty() ? Integer.MAX_VALUE : register.getLast().position() + 1;
    }

    /** Where a failure of a rule shows: with the register it is of, or last. */
    int position(RuleFailure failure) {
        return failure.pcr().isPresent() ? afterLast(failure.pcr().getAsInt()) : Integer.MAX_VALUE;
    }
}
