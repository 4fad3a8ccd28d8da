package dev.touchstone.server.result;

import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.List;
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
 * @param issuedAt when the verdict was reached
 * @param expiresAt when evidence is due again
 * @param nonce TPMS_ATTEST.extraData
 * @param akSpki the AK's SubjectPublicKeyInfo in DER
 * @param pcrBank the bank of {@code pcrs}, as {@code sha256}
 * @param pcrs the quoted values
 * @param resetCount TPM resets, from the quote
 * @param restartCount TPM restarts and resumes since, from the quote
 * @param clockSafe whether the TPM vouches for its clock
 * @param firmwareLogSha256 the digest of the firmware log that was replayed
 * @param reasons the codes of what was found
 * @param referenceSets the versions the host was judged by
 */
public record ResultClaims(
        UUID hostId,
        @Nullable String hostName,
        String verdict,
        String identity,
        Instant issuedAt,
        Instant expiresAt,
        Bytes nonce,
        Bytes akSpki,
        String pcrBank,
        SortedMap<Integer, Bytes> pcrs,
        long resetCount,
        long restartCount,
        boolean clockSafe,
        @Nullable Bytes firmwareLogSha256,
        List<String> reasons,
        List<ReferenceSet> referenceSets) {

    /**
     * A version of a reference set.
     *
     * @param name the set's name
     * @param version its number
     * @param contentSha256 the digest of its content, as it was approved
     */
    public record ReferenceSet(String name, int version, Bytes contentSha256) {}
}
