package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The way by which a change of what is golden moves a host's verdict: its evidence stays as old as it is, and neither
 * the high-water mark nor a rollback is touched.
 */
@Component
public class HostReappraisal {

    private final HostVerdicts verdicts;

    HostReappraisal(HostVerdicts verdicts) {
        this.verdicts = verdicts;
    }

    /**
     * What the evidence in force shows now.
     *
     * @param attestation that evidence
     * @param matched the version of each reference set that its boot is of
     */
    public record Found(UUID attestation, Verdict verdict, Map<String, Integer> matched, String detail) {}

    /**
     * Applies it to a host that the caller has locked.
     *
     * @throws IllegalArgumentException for a host that is REJECTED or rolled back, which only new evidence or a person
     *     ends, or whose last evidence is another
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(HostRecord before, Found found, Instant now) {
        boolean last =
                before.lastAttestation().filter(found.attestation()::equals).isPresent();
        if (before.verdict() == Verdict.REJECTED || before.rolledBack() || !last) {
            throw new IllegalArgumentException("host " + before.id() + " cannot be appraised again by this evidence");
        }
        verdicts.move(
                before,
                new HostVerdicts.Shown(
                        found.attestation(),
                        found.verdict(),
                        found.matched(),
                        TransitionCause.RE_APPRAISAL,
                        found.detail()),
                "",
                UnaryOperator.identity(),
                now);
    }
}
