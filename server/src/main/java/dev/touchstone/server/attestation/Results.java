package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.reference.GoldenSet;
import dev.touchstone.server.result.ResultClaims;
import dev.touchstone.server.result.ResultSigner;
import dev.touchstone.tpm.ClockInfo;
import dev.touchstone.tpm.PcrSelection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Has the result of an attestation signed. */
@Component
class Results {

    private final ResultSigner signer;
    private final AttestationKeys keys;

    Results(ResultSigner signer, AttestationKeys keys) {
        this.signer = signer;
        this.keys = keys;
    }

    String sign(
            HostRecord host,
            Evidence evidence,
            EffectiveVerdict verdict,
            List<ReasonView> reasons,
            List<GoldenSet> sets,
            Instant now,
            Instant validUntil) {
        ClockInfo clock = evidence.quote().clockInfo();
        HashAlgorithm bank = strongest(evidence);
        return signer.sign(new ResultClaims(
                host.id(),
                host.name().orElse(null),
                verdict.name(),
                host.identity(),
                now,
                validUntil,
                evidence.challenge().nonce(),
                Bytes.of(keys.of(host).publicKey().getEncoded()),
                bank.bank(),
                evidence.quote().pcrs(bank),
                clock.resetCount(),
                clock.restartCount(),
                clock.safe(),
                evidence.logs().firmwareSha256(),
                reasons.stream().map(ReasonView::code).distinct().toList(),
                sets.stream().map(GoldenSet::claim).toList()));
    }

    private static HashAlgorithm strongest(Evidence evidence) {
        return evidence.quote().selection().banks().stream()
                .map(PcrSelection.Bank::algorithm)
                .max(Comparator.comparingInt(HashAlgorithm::strength))
                .orElseThrow();
    }
}
