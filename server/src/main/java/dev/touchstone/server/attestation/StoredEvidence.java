package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.CutLog;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.quote.Quote;
import dev.touchstone.rule.Carried;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Evidence as stored, without what it was found to show but for what tells whether that changed: nothing of it is
 * trusted until it is verified anew.
 *
 * @param verdict what it was found to show last
 * @param matched the version of each reference set it matched then
 * @param fingerprint of what did not match then
 * @param carried what came with it and needs no trust
 * @param cut the logs said to be cut
 */
record StoredEvidence(
        UUID attestation,
        UUID host,
        Instant validUntil,
        Verdict verdict,
        Map<String, Integer> matched,
        Optional<Bytes> fingerprint,
        Quote quote,
        long resetCount,
        long restartCount,
        Bytes firmwareLog,
        Optional<Bytes> userspaceLog,
        Optional<UsedIma> ima,
        Carried carried,
        Set<CutLog> cut) {

    /** Its logs, by digest. */
    Stream<Bytes> logs() {
        return Stream.concat(Stream.of(firmwareLog), userspaceLog.stream());
    }

    /** The values it claims to quote. */
    PcrValues pcrs() {
        return quote.pcrs();
    }
}
