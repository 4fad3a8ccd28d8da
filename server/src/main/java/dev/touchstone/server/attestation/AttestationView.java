package dev.touchstone.server.attestation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.json.HexBytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An attestation as the API shows it, with everything needed to check it again offline. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AttestationView(
        UUID id,
        UUID hostId,
        Instant receivedAt,
        Instant issuedAt,
        Instant validUntil,
        String kind,
        Verdict verdict,
        List<ReasonView> reasons,
        List<ReasonView> notes,
        List<Integer> notChecked,
        List<NotCheckedEvents> notCheckedEvents,
        Map<String, Integer> matched,
        List<String> referenceSets,
        Boot boot,
        QuoteView quote,
        LogsHeld logs,
        String result) {

    /** Where the TPM's counters stood. */
    record Boot(long resetCount, long restartCount, String clock, String firmwareVersion) {}

    /** The quote as sent. */
    record QuoteView(Bytes attest, Bytes signature, Map<String, Map<String, String>> pcrs) {}

    /**
     * Digests of the logs.
     *
     * @param ima which records of the boot's IMA list were held against the quote
     * @param incomplete the logs known to be cut
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LogsHeld(
            HexBytes firmware,
            @Nullable HexBytes userspace,
            @Nullable ImaHeld ima,
            List<String> incomplete) {}

    /** Records {@code from} to {@code to}, the last not included; those before were accounted for earlier. */
    record ImaHeld(long from, long to) {}

    static AttestationView of(AttestationRecord stored) {
        return new AttestationView(
                stored.id(),
                stored.hostId(),
                stored.receivedAt(),
                stored.issuedAt(),
                stored.validUntil(),
                stored.kind(),
                stored.verdict(),
                stored.reasons(),
                stored.notes(),
                stored.notChecked(),
                stored.notCheckedEvents(),
                stored.matched(),
                stored.referenceSets(),
                new Boot(
                        stored.resetCount(),
                        stored.restartCount(),
                        Long.toUnsignedString(stored.clock()),
                        stored.firmwareVersion()),
                new QuoteView(stored.attest(), stored.signature(), stored.pcrs()),
                new LogsHeld(
                        new HexBytes(stored.firmwareLog()),
                        stored.userspaceLog().map(HexBytes::new).orElse(null),
                        stored.ima()
                                .map(ima -> new ImaHeld(ima.from(), ima.to()))
                                .orElse(null),
                        stored.incompleteLogs()),
                stored.result());
    }
}
