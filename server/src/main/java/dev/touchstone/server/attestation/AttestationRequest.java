package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.json.HexBytes;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /api/v1/attestations}. All of it is untrusted.
 *
 * @param facts what the agent reports; shown, never trusted
 */
record AttestationRequest(
        UUID hostId,
        String challenge,
        QuoteParts quote,
        LogParts logs,
        @Nullable JsonNode facts) {

    /**
     * A quote.
     *
     * @param attest TPMS_ATTEST
     * @param signature TPMT_SIGNATURE
     * @param pcrs the values quoted, by bank and index
     */
    record QuoteParts(Bytes attest, Bytes signature, Map<String, Map<String, HexBytes>> pcrs) {}

    /** The logs that account for the PCRs. */
    record LogParts(
            FirmwareLogPart firmware,
            @Nullable UserspaceLogPart userspace,
            @Nullable ImaLogPart ima) {}

    /**
     * The firmware log.
     *
     * @param content may be left out where the log is known
     */
    record FirmwareLogPart(HexBytes sha256, @Nullable Bytes content) {}

    /** systemd's log. */
    record UserspaceLogPart(Bytes content) {}

    /** The IMA list, from a record of a boot on. */
    record ImaLogPart(String boot, long from, Bytes content) {}
}
