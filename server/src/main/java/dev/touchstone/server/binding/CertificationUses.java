package dev.touchstone.server.binding;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.challenge.Challenge;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which challenges have certified a key. Evidence is none of their business: it uses the same challenge up apart. */
@Component
class CertificationUses {

    private final JdbcClient jdbc;
    private final Clock clock;

    CertificationUses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The key that {@code challenge} was used for. */
    Optional<Bytes> find(Challenge challenge) {
        return jdbc.sql("select spki_sha256 from certification_use where host_id = ? and challenge_sha256 = ?")
                .params(challenge.hostId(), challenge.nonce().toArray())
                .query((row, _) -> Bytes.of(row.getBytes(1)))
                .optional();
    }

    void put(Challenge challenge, Bytes spkiSha256) {
        jdbc.sql(
                        "insert into certification_use (host_id, challenge_sha256, spki_sha256, expires_at) values (?, ?, ?, ?)")
                .params(
                        challenge.hostId(),
                        challenge.nonce().toArray(),
                        spkiSha256.toArray(),
                        challenge.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** An expired challenge is refused for its age; the record of its use has done its work. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forgetExpired() {
        Instant hourAgo = clock.instant().minusSeconds(3600);
        jdbc.sql("delete from certification_use where expires_at < ?")
                .param(hourAgo.atOffset(ZoneOffset.UTC))
                .update();
    }
}
