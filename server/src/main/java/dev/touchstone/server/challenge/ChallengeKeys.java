package dev.touchstone.server.challenge;

import dev.touchstone.bytes.Bytes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The MAC keys that all replicas share. A new one is made every {@value #ROTATION_DAYS} days; the one before is
 * accepted for as long as a challenge made with it can live.
 */
@Component
class ChallengeKeys {

    /** Bytes of a key's id. */
    static final int ID = 8;

    private static final int ROTATION_DAYS = 30;
    private static final int KEY = 32;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AttestationProperties settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile List<Key> keys = List.of();

    ChallengeKeys(JdbcClient jdbc, TransactionTemplate transaction, AttestationProperties settings, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** A key and its id. */
    record Key(Bytes id, Bytes secret, Instant createdAt, Optional<Instant> retiresAt) {}

    /** The key to make challenges with. */
    Key current() {
        if (keys.isEmpty()) {
            refresh();
        }
        return keys.getFirst();
    }

    /** The key of this id; one made by another replica a moment ago is looked up. */
    Optional<Key> find(Bytes id) {
        Optional<Key> known = accepted(id);
        if (known.isEmpty()) {
            load();
            return accepted(id);
        }
        return known;
    }

    private Optional<Key> accepted(Bytes id) {
        Instant now = clock.instant();
        return keys.stream()
                .filter(k -> k.id().equals(id))
                .filter(k -> k.retiresAt().map(now::isBefore).orElse(true))
                .findFirst();
    }

    /** Takes up what other replicas did, and rotates when it is time. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void refresh() {
        load();
        Instant oldest = clock.instant().minus(Duration.ofDays(ROTATION_DAYS));
        if (keys.isEmpty() || keys.getFirst().createdAt().isBefore(oldest)) {
            transaction.executeWithoutResult(_ -> rotate(oldest));
            load();
        }
    }

    private void rotate(Instant oldest) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.challenge-keys'))")
                .query((_, _) -> true)
                .single();
        load();
        if (!keys.isEmpty() && !keys.getFirst().createdAt().isBefore(oldest)) {
            return;
        }
        Instant now = clock.instant();
        jdbc.sql("update server_key set retires_at = ? where purpose = 'challenge-mac' and retires_at is null")
                .param(now.plus(settings.challengeLifetime()).atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("insert into server_key (kid, purpose, material, created_at) values (?, 'challenge-mac', ?, ?)")
                .params(draw(ID).toHex(), draw(KEY).toArray(), now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Bytes draw(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private void load() {
        keys = jdbc.sql("""
                select kid, material, created_at, retires_at from server_key
                where purpose = 'challenge-mac' order by created_at desc limit 4""")
                .query((row, _) -> new Key(
                        Bytes.ofHex(row.getString("kid")),
                        Bytes.of(row.getBytes("material")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("retires_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list();
    }
}
