package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.replay.ImaEvidence;
import dev.touchstone.server.challenge.AttestationProperties;
import dev.touchstone.server.host.HighWater;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.tpm.PcrSelection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gets at the IMA list of a submission: all of it, or what follows the records its boot has accounted for. */
@Component
class ImaReader {

    private final ImaSegments segments;
    private final AttestationProperties settings;
    private final LogProperties limits;

    ImaReader(ImaSegments segments, AttestationProperties settings, LogProperties limits) {
        this.segments = segments;
        this.settings = settings;
        this.limits = limits;
    }

    /** The list; empty if none came, or IMA's PCR was not quoted, which would bind it. */
    Optional<SubmittedIma> read(AttestationRequest.@Nullable ImaLogPart sent, HostRecord host, VerifiedQuote quote)
            throws UnreadableLog {
        if (sent == null) {
            return Optional.empty();
        }
        ImaBoot boot = ImaBoot.of(host, HighWater.of(quote.clockInfo()));
        // A whole list needs no word for its boot: the replay tells. What follows on another boot's records does not.
        if (sent.from() > 0 && !sent.boot().equals(boot.toString())) {
            throw wholeNeeded();
        }
        List<HashAlgorithm> banks = banks(quote);
        if (banks.isEmpty()) {
            return Optional.empty();
        }
        UsedIma.Head start = start(sent.from(), boot, banks);
        return Optional.of(
                new SubmittedIma(new ImaEvidence(parse(sent.content()), start.checkpoint(), settings.imaPcr()), start));
    }

    private List<HashAlgorithm> banks(VerifiedQuote quote) {
        return quote.selection().banks().stream()
                .filter(bank -> bank.pcrs().contains(settings.imaPcr()))
                .map(PcrSelection.Bank::algorithm)
                .toList();
    }

    private UsedIma.Head start(long from, ImaBoot boot, List<HashAlgorithm> banks) {
        return from == 0
                ? UsedIma.Head.START
                : segments.head(boot)
                        .filter(head -> head.checkpoint().records() == from
                                && head.checkpoint().covers(banks))
                        .orElseThrow(ImaReader::wholeNeeded);
    }

    static Refusal wholeNeeded() {
        return new Refusal(
                409,
                LogReader.CONTENT_NEEDED,
                "The IMA list cannot be taken up from there for this quote; send it from record 0.");
    }

    private ImaLog parse(Bytes content) throws UnreadableLog {
        if (content.length() > limits.imaSize().toBytes()) {
            throw tooLarge("has more than " + limits.imaSize().toBytes() + " bytes");
        }
        try {
            ImaLog log = ImaLog.parse(content);
            if (log.size() > limits.imaRecords()) {
                throw tooLarge("has more than " + limits.imaRecords() + " records");
            }
            return log;
        } catch (MalformedException e) {
            throw new UnreadableLog("IMA", e);
        }
    }

    private static Refusal tooLarge(String what) {
        return new Refusal(413, "ima-list-too-large", "logs.ima.content " + what + "; touchstone.logs sets the limit.");
    }
}
