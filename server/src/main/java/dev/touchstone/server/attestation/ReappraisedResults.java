package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Reason;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.reference.GoldenSet;
import dev.touchstone.server.reference.HostGolden;
import dev.touchstone.server.result.ResultClaims;
import dev.touchstone.server.result.ResultSigner;
import dev.touchstone.tpm.ClockInfo;
import dev.touchstone.tpm.PcrSelection;
import java.time.Instant;
import java.util.Comparator;
import org.springframework.stereotype.Component;

/**
 * Signs the result of evidence appraised again: the verdict and the time it was reached are new; the evidence, its
 * nonce and until when it counts are what they were.
 */
@Component
class ReappraisedResults {

    private final ResultSigner signer;
    private final AttestationKeys keys;

    ReappraisedResults(ResultSigner signer, AttestationKeys keys) {
        this.signer = signer;
        this.keys = keys;
    }

    String sign(
            HostRecord host,
            StoredEvidence stored,
            VerifiedQuote quote,
            Appraisal appraisal,
            HostGolden by,
            Instant now) {
        ClockInfo clock = quote.clockInfo();
        HashAlgorithm bank = quote.selection().banks().stream()
                .map(PcrSelection.Bank::algorithm)
                .max(Comparator.comparingInt(HashAlgorithm::strength))
                .orElseThrow();
        return signer.sign(new ResultClaims(
                host.id(),
                host.name().orElse(null),
                appraisal.verdict().name(),
                host.identity(),
                now,
                stored.validUntil(),
                quote.attest().extraData(),
                Bytes.of(keys.of(host).publicKey().getEncoded()),
                bank.bank(),
                quote.pcrs(bank),
                clock.resetCount(),
                clock.restartCount(),
                clock.safe(),
                stored.firmwareLog(),
                appraisal.reasons().stream().map(Reason::code).distinct().toList(),
                by.sets().stream().map(GoldenSet::claim).toList()));
    }
}
