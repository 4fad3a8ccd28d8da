package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.challenge.Challenge;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which challenges are used up, and what was answered, so that an identical retry gets the same answer. */
@Component
class ChallengeUses {

    private final JdbcClient jdbc;
    private final Clock clock;

    ChallengeUses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A challenge used up.
     *
     * @param quoteSha256 the quote it was used with
     * @param submissionSha256 everything it was used with
     * @param accounted whether the logs accounted for the quote; if not, the same quote may come again with logs that
     *     do
     * @param answer the answer, as JSON
     */
    record Use(Bytes quoteSha256, Bytes submissionSha256, boolean accounted, UUID attestation, String answer) {}

    Optional<Use> find(UUID host, Bytes challengeSha256) {
        return jdbc.sql("""
                select quote_sha256, submission_sha256, replayed, attestation_id, answer from challenge_use
                where host_id = ? and challenge_sha256 = ?""")
                .params(host, challengeSha256.toArray())
                .query((row, _) -> new Use(
                        Bytes.of(row.getBytes("quote_sha256")),
                        Bytes.of(row.getBytes("submission_sha256")),
                        row.getBoolean("replayed"),
                        row.getObject("attestation_id", UUID.class),
                        row.getString("answer")))
                .optional();
    }

    /** Uses a challenge up; replaces the use by the same quote with logs that did not account for it. */
    void put(Challenge challenge, Use use) {
        OffsetDateTime expires = challenge.expiresAt().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                insert into challenge_use (host_id, challenge_sha256, quote_sha256, submission_sha256, replayed,
                    attestation_id, answer, expires_at)
                values (:host, :challenge, :quote, :submission, :replayed, :attestation, :answer, :expires)
                on conflict (host_id, challenge_sha256) do update set submission_sha256 = excluded.submission_sha256,
                    replayed = excluded.replayed, attestation_id = excluded.attestation_id, answer = excluded.answer""")
                .param("host", challenge.hostId())
                .param("challenge", challenge.nonce().toArray())
                .param("quote", use.quoteSha256().toArray())
                .param("submission", use.submissionSha256().toArray())
                .param("replayed", use.accounted())
                .param("attestation", use.attestation())
                .param("answer", use.answer())
                .param("expires", expires)
                .update();
    }

    /** An expired challenge is refused for its age; the record of its use has done its work. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forgetExpired() {
        Instant hourAgo = clock.instant().minusSeconds(3600);
        jdbc.sql("delete from challenge_use where expires_at < ?")
                .param(hourAgo.atOffset(ZoneOffset.UTC))
                .update();
    }
}
