package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.problem.Refusal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gets at the logs of a submission whose quote has been verified; before that, nobody's log is decoded. */
@Component
class LogReader {

    /** The code of the refusal that asks for a log's content. */
    static final String CONTENT_NEEDED = "log-content-needed";

    private final EventLogs logs;
    private final FirmwareReplays replays;
    private final ImaReader ima;

    LogReader(EventLogs logs, FirmwareReplays replays, ImaReader ima) {
        this.logs = logs;
        this.replays = replays;
        this.ima = ima;
    }

    /**
     * Reads the logs sent with {@code quote}.
     *
     * @throws Refusal if the content of one is needed that was left out, or its bounds are not kept
     */
    SubmittedLogs read(AttestationRequest.LogParts sent, HostRecord host, VerifiedQuote quote) {
        Optional<Bytes> content = Optional.ofNullable(sent.firmware().content());
        Bytes sha256 = sent.firmware().sha256().bytes();
        content.ifPresent(c -> requireDigest(c, sha256));
        Optional<Bytes> userspace =
                Optional.ofNullable(sent.userspace()).map(AttestationRequest.UserspaceLogPart::content);
        try {
            FirmwareReplay firmware = firmware(sha256, content);
            // What is remembered here may not be stored yet: whoever sent it first may have been turned away later.
            Optional<Bytes> log = Optional.of(firmware.log().raw());
            return new SubmittedLogs.Decoded(
                    sha256, log, userspace, firmware, userspace(userspace), ima.read(sent.ima(), host, quote));
        } catch (UnreadableLog e) {
            return new SubmittedLogs.Undecodable(sha256, content, userspace, e.log(), e.why());
        }
    }

    private static void requireDigest(Bytes content, Bytes sha256) {
        if (!HashAlgorithm.SHA256.hash(content).equals(sha256)) {
            throw new Refusal(400, "log-digest-mismatch", "logs.firmware.sha256 is not the digest of its content.");
        }
    }

    private FirmwareReplay firmware(Bytes sha256, Optional<Bytes> content) throws UnreadableLog {
        Optional<FirmwareReplay> known = replays.find(sha256);
        if (known.isPresent()) {
            return known.get();
        }
        Bytes log = content.or(() -> logs.find(sha256))
                .orElseThrow(() -> new Refusal(
                        409, CONTENT_NEEDED, "The firmware log named is not known here; send its content."));
        try {
            FirmwareReplay replay = FirmwareReplay.of(FirmwareLog.parse(log));
            replays.remember(sha256, replay);
            return replay;
        } catch (MalformedException e) {
            throw new UnreadableLog("firmware", e);
        }
    }

    private static UserspaceLog userspace(Optional<Bytes> content) throws UnreadableLog {
        try {
            return UserspaceLog.parse(content.orElse(Bytes.EMPTY));
        } catch (MalformedException e) {
            throw new UnreadableLog("userspace", e);
        }
    }
}
