package dev.touchstone.server.attestation;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.challenge.AttestationProperties;
import dev.touchstone.server.challenge.ChallengeAnswer;
import dev.touchstone.server.challenge.Challenges;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.result.ResultClaims;
import dev.touchstone.server.result.ResultSigner;
import dev.touchstone.tpm.PcrSelection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts a ruling into the forms in which it leaves: the signed result, and the answer to the agent. */
@Component
class Answers {

    private final ResultSigner signer;
    private final ResultEvidence resultEvidence;
    private final Challenges challenges;
    private final ImaLists imaLists;
    private final AttestationProperties settings;
    private final JsonMapper json;

    Answers(
            ResultSigner signer,
            ResultEvidence resultEvidence,
            Challenges challenges,
            ImaLists imaLists,
            AttestationProperties settings,
            JsonMapper json) {
        this.signer = signer;
        this.resultEvidence = resultEvidence;
        this.challenges = challenges;
        this.imaLists = imaLists;
        this.settings = settings;
        this.json = json;
    }

    /** The signed result, of the host as it stands after the ruling. */
    String result(Ruling ruling, HostRecord after, List<ReasonView> reasons) {
        Evidence evidence = ruling.evidence();
        return signer.sign(new ResultClaims(
                after.id(),
                after.name(),
                ruling.told(after).name(),
                after.identity(),
                ruling.at(),
                Optional.of(ruling.validUntil()),
                ResultEvidence.findings(reasons),
                Optional.of(resultEvidence.of(
                        after,
                        evidence.quote(),
                        evidence.sent().attest(),
                        evidence.logs().firmwareSha256(),
                        ruling.appraisal().notChecked(),
                        ruling.golden().sets()))));
    }

    /**
     * The answer, as JSON, with the next challenge in it.
     *
     * @param ima what the evidence used of its boot's IMA list
     */
    String answer(Ruling ruling, HostRecord after, Optional<UsedIma> ima, List<ReasonView> reasons, String result) {
        ChallengeAnswer next = ChallengeAnswer.of(
                challenges.issue(after, banks(ruling).toList(), ruling.at()),
                List.of(new HexBytes(ruling.evidence().logs().firmwareSha256())),
                from(ruling, after, ima));
        return json.writeValueAsString(new AttestationAnswer(
                ruling.id(),
                ruling.told(after),
                reasons,
                ruling.validUntil(),
                result,
                new AttestationAnswer.Next(settings.interval(), next)));
    }

    private ChallengeAnswer.From from(Ruling ruling, HostRecord after, Optional<UsedIma> ima) {
        return ima.filter(used -> used.chain() > 0 && ruling.order() == EvidenceOrder.NEWER)
                .map(used -> new ChallengeAnswer.From(ruling.boot().toString(), used.to()))
                .orElseGet(() -> imaLists.next(after));
    }

    private static Stream<HashAlgorithm> banks(Ruling ruling) {
        return ruling.evidence().challenge().selection().banks().stream().map(PcrSelection.Bank::algorithm);
    }
}
