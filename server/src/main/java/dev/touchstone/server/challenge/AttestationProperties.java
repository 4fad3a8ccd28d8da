package dev.touchstone.server.challenge;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often hosts attest and what they are asked for.
 *
 * @param interval from one attestation to the next
 * @param grace by how much a host may be late
 * @param pcrs the PCRs quoted; 16 and 23 are anyone's
 * @param imaPcr the PCR that IMA extends, CONFIG_IMA_MEASURE_PCR_IDX of the kernels: IMA's list is held against it
 */
@ConfigurationProperties("touchstone.attestation")
public record AttestationProperties(
        @DefaultValue("PT5M") Duration interval,
        @DefaultValue("PT5M") Duration grace,

        @DefaultValue({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"})
        List<Integer> pcrs,

        @DefaultValue("10") int imaPcr) {

    public AttestationProperties {
        SortedSet<Integer> sorted = new TreeSet<>(pcrs);
        if (sorted.isEmpty() || sorted.first() < 0 || sorted.last() > 23) {
            throw new IllegalArgumentException("touchstone.attestation.pcrs: PCRs 0 to 23, not " + pcrs);
        }
        pcrs = List.copyOf(sorted);
        if (imaPcr < 0 || imaPcr > 23) {
            throw new IllegalArgumentException("touchstone.attestation.ima-pcr: a PCR 0 to 23, not " + imaPcr);
        }
    }

    /** How long a challenge is good for: handed out with one answer, used for the next, or late. */
    public Duration challengeLifetime() {
        return interval.plus(grace);
    }

    /** How long evidence is good for, from its challenge's issue: until the attestation after it may be late. */
    public Duration evidenceValidity() {
        return interval.plus(challengeLifetime());
    }
}
