package dev.touchstone.agent.transport;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/attestations}; binary fields in base64, digests and PCRs in hex.
 *
 * @param facts reported, never trusted
 */
public record AttestationRequest(UUID hostId, String challenge, Quote quote, Logs logs, Map<String, Object> facts) {

    /** The quote, and by bank and index the values it covers. */
    public record Quote(String attest, String signature, Map<String, Map<String, String>> pcrs) {}

    /** The logs that explain those values. */
    public record Logs(
            FirmwareLog firmware,
            @Nullable Log userspace,
            @Nullable ImaLog ima) {}

    /** Named by digest; the content only where the server does not hold it. */
    public record FirmwareLog(String sha256, @Nullable String content) {}

    /** A log sent whole. */
    public record Log(String content) {}

    /** Records of the boot {@code "resetCount.restartCount"} from number {@code from} on. */
    public record ImaLog(String boot, long from, String content) {}
}
