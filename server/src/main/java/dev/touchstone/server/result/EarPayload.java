package dev.touchstone.server.result;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.result.ResultClaims.Evidence;
import dev.touchstone.server.result.ResultClaims.Finding;
import java.time.Duration;
import java.time.Instant;
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
    static final String HOST = "tpm_host";
    private static final String HOST_PROFILE = "tag:touchstone.dev,2026:tpm-host#1";
    private static final String DEVELOPER = "https://touchstone.dev";

    private EarPayload() {}

    static JWTClaimsSet of(ResultClaims claims, ResultWish wish, ResultProperties properties, String build) {
        Trustworthiness trust = Trustworthiness.of(claims);
        var payload = new JWTClaimsSet.Builder()
                .claim("eat_profile", PROFILE)
                .issuer(properties.issuer())
                .subject("urn:uuid:" + claims.hostId())
                .audience(wish.audience().isEmpty() ? null : wish.audience())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(claims.at()))
                .notBeforeTime(Date.from(claims.at()))
                .expirationTime(Date.from(expiry(claims, properties.validity())))
                .claim("ear_verifier_id", Map.of("developer", DEVELOPER, "build", build))
                .claim("ear_status", trust.tier().word())
                .claim("submods", Map.of(HOST, host(claims, trust)));
        wish.nonce().ifPresent(nonce -> payload.claim("eat_nonce", nonce));
        return payload.build();
    }

    /** No later than the evidence counts; what is said without evidence that counts holds as long as any result may. */
    private static Instant expiry(ResultClaims claims, Duration validity) {
        Instant latest = claims.at().plus(validity);
        return claims.validUntil()
                .filter(until -> until.isAfter(claims.at()) && until.isBefore(latest))
                .orElse(latest);
    }

    private static Map<String, Object> host(ResultClaims claims, Trustworthiness trust) {
        var host = new LinkedHashMap<String, Object>();
        host.put("eat_profile", HOST_PROFILE);
        host.put("ear_status", trust.tier().word());
        host.put("ear_trustworthiness_vector", trust.vector());
        claims.evidence().ifPresent(evidence -> {
            host.put("ear_appraisal_policy_ids", policies(evidence));
            host.put("eat_nonce", evidence.nonce().toBase64());
            host.put("ear_veraison_key_attestation", Map.of("akpub", base64Url(evidence.akSpki())));
            host.put("ear_attester_claims", attester(evidence));
        });
        host.put("ear_verifier_claims", verifier(claims));
        return host;
    }

    private static List<String> policies(Evidence evidence) {
        return evidence.referenceSets().stream()
                .map(set -> "urn:touchstone:reference-set:" + set.name() + ":" + set.version())
                .toList();
    }

    private static Map<String, Object> attester(Evidence evidence) {
        var pcrs = new LinkedHashMap<String, String>();
        evidence.pcrs().forEach((index, value) -> pcrs.put(index.toString(), value.toHex()));
        var attester = new LinkedHashMap<String, Object>();
        attester.put("pcr_bank", evidence.pcrBank());
        attester.put("pcrs", pcrs);
        attester.put("reset_count", evidence.resetCount());
        attester.put("restart_count", evidence.restartCount());
        attester.put("clock_safe", evidence.clockSafe());
        attester.put("event_log", Map.of("sha256", evidence.firmwareLogSha256().toHex()));
        return attester;
    }

    private static Map<String, Object> verifier(ResultClaims claims) {
        var verifier = new LinkedHashMap<String, Object>();
        claims.hostName().ifPresent(name -> verifier.put("host", name));
        verifier.put("verdict", claims.verdict());
        verifier.put("identity", claims.identity());
        verifier.put(
                "reasons",
                claims.reasons().stream().map(Finding::code).distinct().toList());
        claims.evidence().ifPresent(evidence -> {
            verifier.put("evidence_sha256", evidence.sha256().toHex());
            verifier.put("not_checked", evidence.notChecked());
            verifier.put(
                    "golden",
                    evidence.referenceSets().stream().map(EarPayload::golden).toList());
        });
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

    static String base64Url(Bytes bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArray());
    }
}
