package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.quote.Expected;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.quote.Quote;
import dev.touchstone.quote.QuoteOutcome;
import dev.touchstone.quote.QuoteVerifier;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.reference.Capture;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.ImaEvidence;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.server.challenge.AttestationProperties;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.BootEvidence;
import dev.touchstone.tpm.QuoteAttest;
import dev.touchstone.tpm.TpmName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Opens stored evidence again: verified and replayed anew, since what is in a database proves nothing. */
@Component
class StoredBoots implements BootEvidence {

    private final Attestations attestations;
    private final Hosts hosts;
    private final AttestationKeys keys;
    private final EventLogs logs;
    private final ImaLists imaLists;
    private final AttestationProperties settings;

    StoredBoots(
            Attestations attestations,
            Hosts hosts,
            AttestationKeys keys,
            EventLogs logs,
            ImaLists imaLists,
            AttestationProperties settings) {
        this.attestations = attestations;
        this.hosts = hosts;
        this.keys = keys;
        this.logs = logs;
        this.imaLists = imaLists;
        this.settings = settings;
    }

    @Override
    public Boot open(UUID attestation) {
        AttestationRecord stored =
                attestations.find(attestation).orElseThrow(() -> Refusal.notFound("There is no such attestation."));
        if (stored.verdict() == Verdict.REJECTED) {
            throw new Refusal(422, "evidence-rejected", "Evidence that contradicts itself shows nothing.");
        }
        HostRecord host = hosts.find(stored.hostId()).orElseThrow();
        try {
            ReplayedBoot boot = replay(stored, host, verify(stored, host));
            return new Boot(host.id(), host.displayName(), boot, capturable(boot), stored.incompleteLogs());
        } catch (MalformedException e) {
            throw new Refusal(
                    422, "evidence-unreadable", "The stored evidence cannot be read: " + e.getMessage() + ".");
        }
    }

    private VerifiedQuote verify(AttestationRecord stored, HostRecord host) throws MalformedException {
        QuoteAttest claimed = QuoteAttest.parse(stored.attest());
        Expected expected = new Expected(
                keys.of(host), TpmName.parse(host.ekName()), claimed.extraData(), claimed.selection(), false);
        Quote quote = new Quote(stored.attest(), stored.signature(), values(stored));
        return switch (QuoteVerifier.verify(quote, expected)) {
            case QuoteOutcome.Verified(VerifiedQuote verified) -> verified;
            case QuoteOutcome.Refused _ ->
                throw new Refusal(
                        422, "evidence-of-other-key", "The evidence does not verify under the host's present key.");
        };
    }

    private SortedSet<Integer> capturable(ReplayedBoot boot) {
        SortedSet<Integer> pcrs = Capture.capturable(boot);
        pcrs.remove(settings.imaPcr());
        return pcrs;
    }

    private ReplayedBoot replay(AttestationRecord stored, HostRecord host, VerifiedQuote quote)
            throws MalformedException {
        FirmwareReplay firmware = FirmwareReplay.of(FirmwareLog.parse(log(stored.firmwareLog())));
        UserspaceLog userspace =
                UserspaceLog.parse(stored.userspaceLog().map(this::log).orElse(Bytes.EMPTY));
        Optional<ImaEvidence> ima = ima(stored, host);
        ReplayOutcome outcome = ima.isPresent()
                ? Replay.of(quote, firmware, userspace, ima.get())
                : Replay.of(quote, firmware, userspace);
        return switch (outcome) {
            case ReplayOutcome.Replayed(ReplayedBoot boot) -> boot;
            case ReplayOutcome.Contradicted _ ->
                throw new Refusal(422, "evidence-does-not-replay", "The evidence's logs do not account for its quote.");
        };
    }

    private Optional<ImaEvidence> ima(AttestationRecord stored, HostRecord host) throws MalformedException {
        if (stored.ima().isEmpty()) {
            return Optional.empty();
        }
        ImaBoot boot = new ImaBoot(host.id(), host.akName(), stored.resetCount(), stored.restartCount());
        ImaLists.Opened list = imaLists.open(boot, stored.ima().get()).orElseThrow(StoredBoots::notKept);
        return Optional.of(new ImaEvidence(ImaLog.parse(list.content()), list.from(), settings.imaPcr()));
    }

    private Bytes log(Bytes sha256) {
        return logs.find(sha256).orElseThrow(StoredBoots::notKept);
    }

    private static Refusal notKept() {
        return new Refusal(422, "evidence-incomplete", "A log of the evidence is not kept any more.");
    }

    private static PcrValues values(AttestationRecord stored) throws MalformedException {
        Map<HashAlgorithm, Map<Integer, Bytes>> values = new EnumMap<>(HashAlgorithm.class);
        stored.pcrs().forEach((bank, pcrs) -> {
            Map<Integer, Bytes> indexed = new HashMap<>();
            pcrs.forEach((pcr, value) -> indexed.put(Integer.parseInt(pcr), Bytes.ofHex(value)));
            values.put(HashAlgorithm.ofBank(bank).orElseThrow(), indexed);
        });
        return PcrValues.of(values);
    }
}
