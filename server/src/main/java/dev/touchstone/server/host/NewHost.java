package dev.touchstone.server.host;

import dev.touchstone.bytes.Bytes;
import java.util.Map;
import java.util.Optional;

/**
 * A host that has just proved that its AK and EK live in one TPM.
 *
 * @param claimedName what its agent calls it
 * @param keys the keys proved
 * @param grant what admits it; empty if it must wait for an operator
 */
public record NewHost(
        String claimedName,
        Map<String, String> claimedLabels,
        Keys keys,
        String identity,
        String identityDetail,
        Optional<Grant> grant) {

    /**
     * The keys of one TPM.
     *
     * @param ekPublic TPM2B_PUBLIC
     * @param ekCertificate DER, if a certificate vouched for the EK
     * @param akPublic TPM2B_PUBLIC
     */
    public record Keys(
            Bytes ekName,
            Bytes ekPublic,
            Bytes ekSpkiSha256,
            Optional<Bytes> ekCertificate,
            Bytes akName,
            Bytes akPublic) {}

    /**
     * What a pin or a token grants.
     *
     * @param name empty where the claimed name is not within what was granted
     */
    public record Grant(GrantSource source, Optional<String> name, Map<String, String> labels) {}
}
