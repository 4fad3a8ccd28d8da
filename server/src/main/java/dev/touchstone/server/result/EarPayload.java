package dev.touchstone.server.result;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.touchstone.bytes.Bytes;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The claims of a result in the names of EAR (draft-ietf-rats-ear-04 §3). Underscores and the submodule's label
 * {@code tpm_host} are as our profile documents them; the vector's keys keep their hyphens.
 */
final class EarPayload {

    static final String PROFILE = "tag:ietf.org,2026:rats/ear#04";
    private static final String HOST_PROFILE = "tag:touchstone.dev,2026:tpm-host#1";
    private static final String DEVELOPER = "https://touchstone.dev";

    private EarPayload() {}

    static JWTClaimsSet of(ResultClaims claims, ResultProperties properties, String build) {
        var trust = Trustworthiness.of(claims.verdict(), claims.identity(), claims.reasons());
        String status = trust.status().text();
        return new JWTClaimsSet.Builder()
                .claim("eat_profile", PROFILE)
                .issuer(properties.issuer())
                .subject("urn:uuid:" + claims.hostId())
                .audience(properties.audience().isEmpty() ? null : properties.audience())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(claims.issuedAt()))
                .notBeforeTime(Date.from(claims.issuedAt()))
                .expirationTime(Date.from(claims.expiresAt()))
                .claim("ear_verifier_id", Map.of("developer", DEVELOPER, "build", build))
                .claim("ear_status", status)
                .claim("submods", Map.of("tpm_host", host(claims, trust, status)))
                .build();
    }

    private static Map<String, Object> host(ResultClaims claims, Trustworthiness trust, String status) {
        var host = new LinkedHashMap<String, Object>();
        host.put("eat_profile", HOST_PROFILE);
        host.put("ear_status", status);
        host.put("ear_trustworthiness_vector", trust.vector());
        host.put("ear_appraisal_policy_ids", policies(claims));
        host.put("eat_nonce", claims.nonce().toBase64());
        host.put("ear_veraison_key_attestation", Map.of("akpub", base64Url(claims.akSpki())));
        host.put("ear_attester_claims", attester(claims));
        host.put("ear_verifier_claims", verifier(claims));
        return host;
    }

    private static List<String> policies(ResultClaims claims) {
        return claims.referenceSets().stream()
                .map(set -> "urn:touchstone:reference-set:" + set.name() + ":" + set.version())
                .toList();
    }

    private static Map<String, Object> attester(ResultClaims claims) {
        var pcrs = new LinkedHashMap<String, String>();
        claims.pcrs().forEach((index, value) -> pcrs.put(index.toString(), value.toHex()));
        var attester = new LinkedHashMap<String, Object>();
        attester.put("pcr_bank", claims.pcrBank());
        attester.put("pcrs", pcrs);
        attester.put("reset_count", claims.resetCount());
        attester.put("restart_count", claims.restartCount());
        attester.put("clock_safe", claims.clockSafe());
        Bytes log = claims.firmwareLogSha256();
        if (log != null) {
            attester.put("event_log", Map.of("sha256", log.toHex()));
        }
        return attester;
    }

    private static Map<String, Object> verifier(ResultClaims claims) {
        var verifier = new LinkedHashMap<String, Object>();
        if (claims.hostName() != null) {
            verifier.put("host", claims.hostName());
        }
        verifier.put("verdict", claims.verdict());
        verifier.put("identity", claims.identity());
        verifier.put("reasons", claims.reasons());
        verifier.put(
                "golden",
                claims.referenceSets().stream().map(EarPayload::golden).toList());
        return verifier;
    }

    private static Map<String, Object> golden(ResultClaims.ReferenceSet set) {
        return Map.of(
                "id",
                set.name(),
                "version",
                set.version(),
                "sha256",
                set.contentSha256().toHex());
    }

    private static String base64Url(Bytes bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArray());
    }
}
