package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.reference.HostGolden;
import dev.touchstone.server.result.ResultClaims;
import dev.touchstone.server.result.ResultSigner;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Signs the result of evidence appraised again: the verdict and the time it was reached are new; the evidence, its
 * nonce and until when it counts are what they were.
 */
@Component
class ReappraisedResults {

    private final ResultSigner signer;
    private final ResultEvidence evidence;

    ReappraisedResults(ResultSigner signer, ResultEvidence evidence) {
        this.signer = signer;
        this.evidence = evidence;
    }

    String sign(
            HostRecord host,
            StoredEvidence stored,
            VerifiedQuote quote,
            Appraisal appraisal,
            HostGolden by,
            Instant now) {
        return signer.sign(new ResultClaims(
                host.id(),
                host.name(),
                appraisal.verdict().name(),
                host.identity(),
                now,
                Optional.of(stored.validUntil()),
                ResultEvidence.findings(ReasonView.of(appraisal.reasons())),
                Optional.of(evidence.of(
                        host,
                        quote,
                        stored.quote().attest(),
                        stored.firmwareLog(),
                        appraisal.notChecked(),
                        by.sets()))));
    }
}
