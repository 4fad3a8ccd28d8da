package dev.touchstone.replay;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.tpm.PcrSelection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A boot whose logs account for a verified quote. Only {@link Replay} makes one: from here on, the digests of its
 * events are what the TPM measured, in the banks in which their PCR was quoted.
 */
public final class ReplayedBoot {

    private final VerifiedQuote quote;
    private final List<MeasuredEvent> events;
    private final SortedSet<Integer> unexplained;
    private final Optional<ReplayedIma> ima;

    ReplayedBoot(
            VerifiedQuote quote,
            List<MeasuredEvent> events,
            SortedSet<Integer> unexplained,
            Optional<ReplayedIma> ima) {
        this.quote = quote;
        this.events = List.copyOf(events);
        this.unexplained = Collections.unmodifiableSortedSet(new TreeSet<>(unexplained));
        this.ima = ima;
    }

    /** The quote the logs account for. */
    public VerifiedQuote quote() {
        return quote;
    }

    /** Every extension of a quoted PCR in boot order: the firmware's, then userspace's; IMA's are not among them. */
    public List<MeasuredEvent> events() {
        return events;
    }

    /** Quoted PCRs that were extended although no log has a word about them. */
    public SortedSet<Integer> unexplained() {
        return unexplained;
    }

    /**
     * Whether {@link #events()} has every extension of {@code pcr}: not of one that is unexplained, nor of IMA's once a
     * record was measured.
     */
    public boolean isWholeInEvents(int pcr) {
        return !unexplained.contains(pcr)
                && ima.filter(list -> list.pcr() == pcr && list.checkpoint().records() > 0)
                        .isEmpty();
    }

    /** IMA's measurement list as far as it is bound; empty if none came, or its PCR was not quoted. */
    public Optional<ReplayedIma> ima() {
        return ima;
    }

    /** The PCRs quoted, in any bank. */
    public SortedSet<Integer> quotedPcrs() {
        SortedSet<Integer> pcrs = new TreeSet<>();
        quote.selection().banks().forEach(bank -> pcrs.addAll(bank.pcrs()));
        return pcrs;
    }

    /** The banks in which {@code pcr} was quoted, the strongest first: only there do its events' digests count. */
    public List<HashAlgorithm> banks(int pcr) {
        return quote.selection().banks().stream()
                .filter(b -> b.pcrs().contains(pcr))
                .map(PcrSelection.Bank::algorithm)
                .sorted(Comparator.comparingInt(HashAlgorithm::strength).reversed())
                .toList();
    }
}
