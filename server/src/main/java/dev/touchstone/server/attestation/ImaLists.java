package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.replay.ImaCheckpoint;
import dev.touchstone.replay.ReplayedIma;
import dev.touchstone.server.challenge.ChallengeAnswer;
import dev.touchstone.server.host.HostRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Keeps IMA lists as far as quotes account for them, each record of a boot once, whether a host sends what is new or
 * the whole list again.
 */
@Component
class ImaLists {

    private final ImaSegments segments;
    private final LogQuota quota;

    ImaLists(ImaSegments segments, LogQuota quota) {
        this.segments = segments;
        this.quota = quota;
    }

    /** From where a host may send the list of the boot it attested last. */
    ChallengeAnswer.From next(HostRecord host) {
        return host.highWater()
                .map(at -> ImaBoot.of(host, at))
                .flatMap(boot -> segments.head(boot)
                        .map(head -> new ChallengeAnswer.From(
                                boot.toString(), head.checkpoint().records())))
                .orElse(ChallengeAnswer.From.START);
    }

    /**
     * Keeps what is new of a list; the caller holds the host's lock.
     *
     * @param start from where it was taken up
     * @throws dev.touchstone.server.problem.Refusal if what is stored has come to tell another list meanwhile, so that
     *     the whole of it is needed
     */
    UsedIma store(ImaBoot boot, UsedIma.Head start, ReplayedIma list, UUID attestation, Instant now) {
        ImaCheckpoint end = list.checkpoint();
        if (end.records() == list.from()) {
            return new UsedIma(start.chain(), list.from(), end.records());
        }
        UsedIma.Head head = segments.head(boot).orElse(UsedIma.Head.START);
        boolean continues = list.from() == 0 || start.chain() == head.chain();
        if (continues && head.chain() > 0 && canFollow(head.checkpoint(), end) && agrees(boot, head.chain(), list)) {
            add(boot, head, list, attestation, now);
            return new UsedIma(head.chain(), list.from(), end.records());
        }
        if (list.from() > 0) {
            throw ImaReader.wholeNeeded();
        }
        UsedIma.Head begun = new UsedIma.Head(head.chain() + 1, ImaCheckpoint.ZERO);
        add(boot, begun, list, attestation, now);
        return new UsedIma(begun.chain(), 0, end.records());
    }

    /** A host that quotes more banks than before needs a checkpoint that has them. */
    private static boolean canFollow(ImaCheckpoint head, ImaCheckpoint end) {
        return end.records() > head.records() || head.covers(end.values().keySet());
    }

    private void add(ImaBoot boot, UsedIma.Head head, ReplayedIma list, UUID attestation, Instant now) {
        long from = head.checkpoint().records();
        ImaCheckpoint end = list.checkpoint();
        if (end.records() > from) {
            Bytes content = slice(list, from, end.records());
            quota.require(content.length(), boot.host(), now);
            segments.add(boot, head.chain(), from, end, content, attestation, now);
        }
    }

    /** Whether the list, as far as it is bound, is the stored one, byte for byte; not all of a record is hashed. */
    private boolean agrees(ImaBoot boot, int chain, ReplayedIma list) {
        long end = list.checkpoint().records();
        return segments.between(boot, chain, list.from(), end).stream()
                .allMatch(stored -> stored.to() <= end
                        ? HashAlgorithm.SHA256
                                .hash(slice(list, stored.from(), stored.to()))
                                .equals(stored.sha256())
                        : startsWith(segments.content(boot, chain, stored), slice(list, stored.from(), end)));
    }

    private static boolean startsWith(Bytes whole, Bytes start) {
        return whole.length() >= start.length()
                && whole.slice(0, start.length()).equals(start);
    }

    /** The bytes of records {@code from} to {@code to} of the boot's list. */
    private static Bytes slice(ReplayedIma list, long from, long to) {
        ImaLog log = list.log();
        return log.raw().slice(log.offset((int) (from - list.from())), log.offset((int) (to - list.from())));
    }

    /** The bytes an attestation's list held, as stored, and from where it was taken up; empty if they are not kept. */
    Optional<Opened> open(ImaBoot boot, UsedIma used) {
        Optional<ImaCheckpoint> from = used.from() == 0
                ? Optional.of(ImaCheckpoint.ZERO)
                : segments.checkpoint(boot, used.chain(), used.from());
        return from.map(checkpoint -> new Opened(content(boot, used), checkpoint))
                .filter(opened -> used.to() == used.from() || opened.content().length() > 0);
    }

    /**
     * A stored list.
     *
     * @param content whole segments, the last of which may go beyond what was bound then
     */
    record Opened(Bytes content, ImaCheckpoint from) {}

    private Bytes content(ImaBoot boot, UsedIma used) {
        return Bytes.concat(segments.between(boot, used.chain(), used.from(), used.to()).stream()
                .map(segment -> segments.content(boot, used.chain(), segment))
                .toArray(Bytes[]::new));
    }
}
