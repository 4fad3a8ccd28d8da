package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.replay.FirmwareReplay;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Remembers parsed firmware logs and the PCRs they lead to, by the digest of the log: a fleet boots few different ones.
 * What is remembered says nothing about any host; each submission's own quoted values are compared with it.
 */
@Component
class FirmwareReplays {

    private static final long MAX_LOG_BYTES = 64L << 20;

    private final Map<Bytes, FirmwareReplay> replays = new LinkedHashMap<>(64, 0.75f, true);
    private long logBytes;

    synchronized Optional<FirmwareReplay> find(Bytes sha256) {
        return Optional.ofNullable(replays.get(sha256));
    }

    synchronized void remember(Bytes sha256, FirmwareReplay replay) {
        if (replays.putIfAbsent(sha256, replay) == null) {
            logBytes += replay.log().raw().length();
            var eldest = replays.entrySet().iterator();
            while (logBytes > MAX_LOG_BYTES && eldest.hasNext()) {
                logBytes -= eldest.next().getValue().log().raw().length();
                eldest.remove();
            }
        }
    }
}
