package dev.touchstone.server.result;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.result.ResultClaims.Evidence;
import dev.touchstone.server.result.ResultClaims.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What could be said of a host, to be changed. */
final class Claims {

    static final UUID HOST = UUID.fromString("8f1c2f0e-2f7e-4e0b-9d3b-0a5a7c0d1e11");

    private Claims() {}

    static Evidence evidence(boolean filesJudged, Integer... notChecked) {
        return new Evidence(
                Bytes.filled(32, 4),
                Bytes.filled(32, 9),
                Bytes.filled(91, 0xfb),
                "sha256",
                new TreeMap<>(Map.of(7, Bytes.filled(32, 7), 0, Bytes.filled(32, 1))),
                42,
                1,
                true,
                Bytes.filled(32, 5),
                List.of(notChecked),
                filesJudged,
                List.of(new ResultClaims.ReferenceSet("fleet-a", 17, Bytes.filled(32, 6))));
    }

    static ResultClaims of(String verdict, String identity, Optional<Evidence> evidence, Finding... findings) {
        Instant at = Instant.parse("2026-11-24T08:00:00Z");
        return new ResultClaims(
                HOST,
                Optional.of("ams-r12-07"),
                verdict,
                identity,
                at,
                Optional.of(at.plusSeconds(300)),
                List.of(findings),
                evidence);
    }

    static ResultClaims of(String verdict, Finding... findings) {
        return of(verdict, "hardware", Optional.of(evidence(false)), findings);
    }

    /** The same said at another time, of evidence that counts until then. */
    static ResultClaims at(ResultClaims claims, Instant at, Instant validUntil) {
        return new ResultClaims(
                claims.hostId(),
                claims.hostName(),
                claims.verdict(),
                claims.identity(),
                at,
                Optional.of(validUntil),
                claims.reasons(),
                claims.evidence());
    }
}
