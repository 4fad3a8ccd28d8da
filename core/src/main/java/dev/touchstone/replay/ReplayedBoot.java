package dev.touchstone.replay;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.tpm.PcrSelection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
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

    ReplayedBoot(VerifiedQuote quote, List<MeasuredEvent> events, SortedSet<Integer> unexplained) {
        this.quote = quote;
        this.events = List.copyOf(events);
        this.unexplained = Collections.unmodifiableSortedSet(new TreeSet<>(unexplained));
    }

    /** The quote the logs account for. */
    public VerifiedQuote quote() {
        return quote;
    }

    /** Every extension of a quoted PCR in boot order: the firmware's, then userspace's. */
    public List<MeasuredEvent> events() {
        return events;
    }

    /** Quoted PCRs that were extended although no log has a word about them. */
    public SortedSet<Integer> unexplained() {
        return unexplained;
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
