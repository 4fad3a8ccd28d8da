package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.CutLog;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.rule.Carried;
import dev.touchstone.tpm.PcrSelection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Everything of verified evidence that an appraisal can depend on: hosts that booted the same have the same. What is
 * each host's own — its key, its nonce, its clock and counters — was verified and is left out.
 *
 * @param pcrs the values quoted, by bank; without IMA's PCR where IMA is not judged
 * @param ima the evidence itself, where IMA is judged and it has a list: no other host's is the same
 */
record EvidenceContent(
        Bytes firmwareLog,
        Optional<Bytes> userspaceLog,
        PcrSelection selection,
        Map<HashAlgorithm, Map<Integer, Bytes>> pcrs,
        long firmwareVersion,
        boolean underEndorsementKey,
        Carried carried,
        Set<CutLog> cut,
        Optional<UUID> ima) {

    static EvidenceContent of(StoredEvidence stored, VerifiedQuote quote, int imaPcr, boolean imaJudged) {
        Map<HashAlgorithm, Map<Integer, Bytes>> pcrs = new TreeMap<>();
        quote.pcrs().banks().forEach((bank, values) -> {
            Map<Integer, Bytes> judged = new TreeMap<>(values);
            if (!imaJudged) {
                judged.remove(imaPcr);
            }
            pcrs.put(bank, judged);
        });
        return new EvidenceContent(
                stored.firmwareLog(),
                stored.userspaceLog(),
                quote.selection(),
                pcrs,
                quote.firmwareVersion(),
                quote.underEndorsementKey(),
                stored.carried(),
                stored.cut(),
                imaJudged && stored.ima().isPresent() ? Optional.of(stored.attestation()) : Optional.empty());
    }
}
