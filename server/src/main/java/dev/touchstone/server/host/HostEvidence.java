package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The only way by which evidence moves a host's verdict and high-water mark. */
@Component
public class HostEvidence {

    private final HostVerdicts verdicts;

    HostEvidence(HostVerdicts verdicts) {
        this.verdicts = verdicts;
    }

    /**
     * What accepted evidence changes.
     *
     * @param issuedAt when its challenge was issued
     * @param matched the version of each reference set that its boot is of; empty unless all matched
     * @param rolledBack whether it shows that the TPM went back in time
     */
    public record Accepted(
            UUID attestation,
            Verdict verdict,
            HighWater highWater,
            boolean rolledBack,
            Instant issuedAt,
            Instant validUntil,
            Map<String, Integer> matched,
            String detail) {}

    /**
     * Applies evidence to a host that the caller has locked; the mark never goes down.
     *
     * @param before the host as locked
     * @return whether the verdict changed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean apply(HostRecord before, Accepted evidence, Instant now) {
        HighWater mark = before.highWater()
                .filter(m -> m.compareTo(evidence.highWater()) > 0)
                .orElse(evidence.highWater());
        return verdicts.move(
                before,
                new HostVerdicts.Shown(
                        evidence.attestation(),
                        evidence.verdict(),
                        evidence.matched(),
                        TransitionCause.EVIDENCE,
                        evidence.detail()),
                """
                last_attestation = :attestation, evidence_issued_at = :issuedAt, evidence_valid_until = :validUntil,
                reset_count = :resetCount, restart_count = :restartCount, clock = :clock,
                rolled_back = rolled_back or :rolledBack,""",
                update -> update.param("issuedAt", evidence.issuedAt().atOffset(ZoneOffset.UTC))
                        .param("validUntil", evidence.validUntil().atOffset(ZoneOffset.UTC))
                        .param("resetCount", mark.resetCount())
                        .param("restartCount", mark.restartCount())
                        .param("clock", mark.clock())
                        .param("rolledBack", evidence.rolledBack()),
                now);
    }
}
