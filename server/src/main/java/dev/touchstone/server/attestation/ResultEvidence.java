package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.reference.GoldenSet;
import dev.touchstone.server.result.ResultClaims;
import dev.touchstone.tpm.ClockInfo;
import dev.touchstone.tpm.PcrSelection;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts a quote, and what it was judged by, into the form in which a signed result tells of them. */
@Component
class ResultEvidence {

    private final AttestationKeys keys;

    ResultEvidence(AttestationKeys keys) {
        this.keys = keys;
    }

    /**
     * What is told of a quote.
     *
     * @param attest the TPMS_ATTEST it was read from
     * @param notChecked quoted PCRs that nothing golden speaks of
     * @param sets what it was judged by
     */
    ResultClaims.Evidence of(
            HostRecord host,
            VerifiedQuote quote,
            Bytes attest,
            Bytes firmwareLog,
            List<Integer> notChecked,
            List<GoldenSet> sets) {
        ClockInfo clock = quote.clockInfo();
        HashAlgorithm bank = quote.selection().banks().stream()
                .map(PcrSelection.Bank::algorithm)
                .max(Comparator.comparingInt(HashAlgorithm::strength))
                .orElseThrow();
        return new ResultClaims.Evidence(
                HashAlgorithm.SHA256.hash(attest),
                quote.attest().extraData(),
                Bytes.of(keys.of(host).publicKey().getEncoded()),
                bank.bank(),
                quote.pcrs(bank),
                clock.resetCount(),
                clock.restartCount(),
                clock.safe(),
                firmwareLog,
                notChecked,
                GoldenRules.judgeFiles(sets.stream().map(GoldenSet::reference).toList()),
                sets.stream().map(GoldenSet::claim).toList());
    }

    static List<ResultClaims.Finding> findings(List<ReasonView> reasons) {
        return reasons.stream()
                .map(r -> new ResultClaims.Finding(r.code(), r.rule(), r.pcr()))
                .toList();
    }
}
