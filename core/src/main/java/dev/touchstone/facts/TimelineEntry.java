package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;
import java.util.List;
import java.util.Optional;

/**
 * One line of a boot's timeline: an event of any log, measured or not.
 *
 * @param log {@code firmware}, {@code userspace} or {@code ima}
 * @param index its place in that log, from 0
 * @param pcr the register; empty for an NV index and for a note that names none
 * @param nvIndex the NV index extended in place of a PCR
 * @param type its type, as the log says, printable
 * @param digests in every bank of the log
 * @param text what happened, printable and of bounded length
 * @param binding {@code bound}, {@code described}, {@code not-measured}, {@code contradicted}, {@code banks-disagree}
 *     or {@code uncheckable}
 * @param digestOf what the digest is of, by the event's type
 */
public record TimelineEntry(
        String log,
        int index,
        Optional<Integer> pcr,
        Optional<String> nvIndex,
        String type,
        List<Digest> digests,
        String text,
        String binding,
        String digestOf) {

    public TimelineEntry {
        digests = List.copyOf(digests);
    }

    /** Whether the digest vouches for the text. */
    public boolean bound() {
        return binding.equals("bound");
    }
}
