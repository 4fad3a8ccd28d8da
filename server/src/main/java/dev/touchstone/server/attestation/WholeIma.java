package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.reference.Golden;
import dev.touchstone.replay.ImaCheckpoint;
import dev.touchstone.replay.ImaEvidence;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.server.host.HighWater;
import dev.touchstone.server.host.HostRecord;
import org.springframework.stereotype.Component;

/**
 * Has IMA's list before those who judge it from its first record on, though only what is new of it was sent. Where no
 * rule reads it, nothing is opened.
 */
@Component
class WholeIma {

    private final ImaLists lists;

    WholeIma(ImaLists lists) {
        this.lists = lists;
    }

    /**
     * The replay to judge by.
     *
     * @throws dev.touchstone.server.problem.Refusal if what is stored of the list does not lead there, so that the
     *     whole of it is needed
     */
    ReplayOutcome replay(HostRecord host, Evidence evidence, SubmittedLogs.Decoded logs, Golden golden) {
        boolean rest =
                logs.ima().filter(ima -> ima.start().checkpoint().records() > 0).isPresent();
        return rest && evidence.replayed() && GoldenRules.readIma(golden)
                ? whole(host, evidence, logs, logs.ima().orElseThrow())
                : evidence.outcome().orElseThrow();
    }

    private ReplayOutcome whole(HostRecord host, Evidence evidence, SubmittedLogs.Decoded logs, SubmittedIma sent) {
        ImaBoot boot = ImaBoot.of(host, HighWater.of(evidence.quote().clockInfo()));
        UsedIma.Head start = sent.start();
        Bytes before = lists.open(
                        boot, new UsedIma(start.chain(), 0, start.checkpoint().records()))
                .map(ImaLists.Opened::content)
                .orElseThrow(ImaReader::wholeNeeded);
        ImaEvidence ima = new ImaEvidence(
                parse(Bytes.concat(before, sent.evidence().log().raw())),
                ImaCheckpoint.ZERO,
                sent.evidence().pcr());
        ReplayOutcome outcome = Replay.of(evidence.quote(), logs.firmware(), logs.userspace(), ima);
        return switch (outcome) {
            case ReplayOutcome.Replayed replayed -> replayed;
            case ReplayOutcome.Contradicted _ -> throw ImaReader.wholeNeeded();
        };
    }

    private static ImaLog parse(Bytes list) {
        try {
            return ImaLog.parse(list);
        } catch (MalformedException _) {
            throw ImaReader.wholeNeeded();
        }
    }
}
