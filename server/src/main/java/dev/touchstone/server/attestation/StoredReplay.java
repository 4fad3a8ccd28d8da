package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.quote.Expected;
import dev.touchstone.quote.QuoteOutcome;
import dev.touchstone.quote.QuoteVerifier;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.ImaEvidence;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.server.challenge.AttestationProperties;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.tpm.QuoteAttest;
import dev.touchstone.tpm.TpmName;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Verifies and replays stored evidence anew, since what is in a database proves nothing. */
@Component
class StoredReplay {

    private final AttestationKeys keys;
    private final FirmwareReplays replays;
    private final ImaLists imaLists;
    private final AttestationProperties settings;

    StoredReplay(AttestationKeys keys, FirmwareReplays replays, ImaLists imaLists, AttestationProperties settings) {
        this.keys = keys;
        this.replays = replays;
        this.imaLists = imaLists;
        this.settings = settings;
    }

    /** @throws Refusal if it was not signed by the key the host has now, or cannot be read */
    VerifiedQuote verify(StoredEvidence stored, HostRecord host) {
        try {
            QuoteAttest claimed = QuoteAttest.parse(stored.quote().attest());
            Expected expected = new Expected(
                    keys.of(host), TpmName.parse(host.ekName()), claimed.extraData(), claimed.selection(), false);
            return switch (QuoteVerifier.verify(stored.quote(), expected)) {
                case QuoteOutcome.Verified(VerifiedQuote verified) -> verified;
                case QuoteOutcome.Refused _ ->
                    throw new Refusal(
                            422, "evidence-of-other-key", "The evidence does not verify under the host's present key.");
            };
        } catch (MalformedException e) {
            throw unreadable(e);
        }
    }

    /**
     * Replays its logs.
     *
     * @param logs where a log is had from
     * @param withIma whether IMA's list, where there is one, is replayed as well; if not, its PCR is left unexplained
     * @throws Refusal if a log is not kept any more, or cannot be read
     */
    ReplayOutcome replay(
            StoredEvidence stored,
            HostRecord host,
            VerifiedQuote quote,
            Function<Bytes, Optional<Bytes>> logs,
            boolean withIma) {
        try {
            FirmwareReplay firmware = firmware(stored.firmwareLog(), logs);
            UserspaceLog userspace = UserspaceLog.parse(
                    stored.userspaceLog().map(log -> content(log, logs)).orElse(Bytes.EMPTY));
            Optional<ImaEvidence> ima = withIma ? ima(stored, host) : Optional.empty();
            return ima.isPresent()
                    ? Replay.of(quote, firmware, userspace, ima.get())
                    : Replay.of(quote, firmware, userspace);
        } catch (MalformedException e) {
            throw unreadable(e);
        }
    }

    private FirmwareReplay firmware(Bytes sha256, Function<Bytes, Optional<Bytes>> logs) throws MalformedException {
        Optional<FirmwareReplay> known = replays.find(sha256);
        if (known.isPresent()) {
            return known.get();
        }
        FirmwareReplay replay = FirmwareReplay.of(FirmwareLog.parse(content(sha256, logs)));
        replays.remember(sha256, replay);
        return replay;
    }

    private Optional<ImaEvidence> ima(StoredEvidence stored, HostRecord host) throws MalformedException {
        if (stored.ima().isEmpty()) {
            return Optional.empty();
        }
        ImaBoot boot = new ImaBoot(host.id(), host.akName(), stored.resetCount(), stored.restartCount());
        ImaLists.Opened list = imaLists.open(boot, stored.ima().get().whole()).orElseThrow(StoredReplay::notKept);
        return Optional.of(new ImaEvidence(ImaLog.parse(list.content()), list.from(), settings.imaPcr()));
    }

    private static Bytes content(Bytes sha256, Function<Bytes, Optional<Bytes>> logs) {
        return logs.apply(sha256).orElseThrow(StoredReplay::notKept);
    }

    private static Refusal notKept() {
        return new Refusal(422, "evidence-incomplete", "A log of the evidence is not kept any more.");
    }

    private static Refusal unreadable(MalformedException e) {
        return new Refusal(422, "evidence-unreadable", "The stored evidence cannot be read: " + e.getMessage() + ".");
    }
}
