package dev.touchstone.server.result;

import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a result says of one host.
 *
 * @param hostId the host
 * @param hostName its granted name, never a claimed one
 * @param verdict TRUSTED, DRIFTED, REJECTED, STALE or PENDING
 * @param identity {@code hardware}, {@code virtual} or {@code unverified}: what its EK proved
 * @param at when this is said
 * @param validUntil when evidence is due again, counted from the issue of its challenge; empty without evidence
 * @param reasons what was found
 * @param evidence what it rests on; empty where none of the host's present key is held
 */
public record ResultClaims(
        UUID hostId,
        Optional<String> hostName,
        String verdict,
        String identity,
        Instant at,
        Optional<Instant> validUntil,
        List<Finding> reasons,
        Optional<Evidence> evidence) {

    public ResultClaims {
        reasons = List.copyOf(reasons);
    }

    /**
     * A reason for the verdict.
     *
     * @param code as the API tells it
     * @param rule the rule that does not hold, for {@code rule-failed}
     * @param pcr the PCR concerned
     */
    public record Finding(
            String code, @Nullable String rule, @Nullable Integer pcr) {

        /** One about the host as a whole. */
        public Finding(String code) {
            this(code, null, null);
        }
    }

    /**
     * A quote that verified, and what it was judged by.
     *
     * @param sha256 of its TPMS_ATTEST
     * @param nonce TPMS_ATTEST.extraData
     * @param akSpki the AK's SubjectPublicKeyInfo in DER
     * @param pcrBank the bank of {@code pcrs}, as {@code sha256}
     * @param pcrs the quoted values
     * @param resetCount TPM resets, from the quote
     * @param restartCount TPM restarts and resumes since, from the quote
     * @param clockSafe whether the TPM vouches for its clock
     * @param firmwareLogSha256 the digest of the firmware log
     * @param notChecked quoted PCRs that nothing golden speaks of
     * @param filesJudged whether every file that IMA measured was judged
     * @param referenceSets the versions the host was judged by
     */
    public record Evidence(
            Bytes sha256,
            Bytes nonce,
            Bytes akSpki,
            String pcrBank,
            SortedMap<Integer, Bytes> pcrs,
            long resetCount,
            long restartCount,
            boolean clockSafe,
            Bytes firmwareLogSha256,
            List<Integer> notChecked,
            boolean filesJudged,
            List<ReferenceSet> referenceSets) {

        public Evidence {
            notChecked = List.copyOf(notChecked);
            referenceSets = List.copyOf(referenceSets);
        }
    }

    /**
     * A version of a reference set.
     *
     * @param name the set's name
     * @param version its number
     * @param contentSha256 the digest of its content, as it was approved
     */
    public record ReferenceSet(String name, int version, Bytes contentSha256) {}
}
