package dev.touchstone.replay;

import dev.touchstone.quote.VerifiedQuote;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A boot whose logs account for a verified quote. Only {@link Replay} makes one: from here on, the digests of its
 * events are what the TPM measured.
 */
public final class ReplayedBoot {

    private final VerifiedQuote quote;
    private final List<MeasuredEvent> events;
    private final SortedSet<Integer> unexplained;

    ReplayedBoot(VerifiedQuote quote, List<MeasuredEvent> events, Set<Integer> unexplained) {
        this.quote = quote;
        this.events = List.copyOf(events);
        this.unexplained = new TreeSet<>(unexplained);
    }

    /** The quote the logs account for. */
    public VerifiedQuote quote() {
        return quote;
    }

    /** Every extension of a quoted PCR in boot order: the firmware's, then userspace's. */
    public List<MeasuredEvent> events() {
        return events;
    }

    /** The extensions of one PCR, in order. */
    public List<MeasuredEvent> events(int pcr) {
        return events.stream().filter(e -> e.pcr() == pcr).toList();
    }

    /** Quoted PCRs that were extended although no log has a word about them. */
    public SortedSet<Integer> unexplained() {
        return new TreeSet<>(unexplained);
    }

    /** The PCRs quoted, in any bank. */
    public SortedSet<Integer> quotedPcrs() {
        return quote.selection().banks().stream()
                .flatMap(b -> b.pcrs().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
