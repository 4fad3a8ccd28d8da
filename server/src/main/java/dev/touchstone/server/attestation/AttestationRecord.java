package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Evidence as stored, and what it was found to show.
 *
 * @param issuedAt when its challenge was issued: it proves no later state
 * @param kind {@code first-of-boot}, {@code routine} or {@code late}
 * @param pcrs the quoted values, by bank and index, in hex
 * @param notes what a person should know besides
 * @param notChecked quoted PCRs that nothing golden speaks of
 * @param notCheckedEvents events that exclusions passed over
 * @param matched the version of each reference set that the boot is of
 * @param ima what it used of its boot's IMA list; empty if it had none
 * @param incompleteLogs the logs known to be cut, by name
 * @param referenceSets the versions it was judged by
 * @param result the signed attestation result
 */
public record AttestationRecord(
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
        long resetCount,
        long restartCount,
        long clock,
        String firmwareVersion,
        Bytes attest,
        Bytes signature,
        Map<String, Map<String, String>> pcrs,
        Bytes firmwareLog,
        Optional<Bytes> userspaceLog,
        Optional<UsedIma> ima,
        List<String> incompleteLogs,
        List<String> referenceSets,
        String result) {

    /** What it was found to show. */
    public Judgement judgement() {
        return new Judgement(verdict, reasons);
    }
}
