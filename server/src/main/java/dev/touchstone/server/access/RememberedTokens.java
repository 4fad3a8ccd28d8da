package dev.touchstone.server.access;

import dev.touchstone.bytes.Bytes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The tokens of consumers, which ask for nothing but decisions: known by their digests in memory, so that an answer
 * needs no database. Whoever keeps what decisions are made by current keeps these current by it.
 */
@Component
public class RememberedTokens {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Set<UUID> used = ConcurrentHashMap.newKeySet();
    private volatile Map<Bytes, AccessToken> tokens = Map.of();

    RememberedTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Reads them all from {@code snapshot}. */
    public void read(JdbcClient snapshot) {
        Map<Bytes, AccessToken> found = new HashMap<>();
        snapshot.sql("select * from access_token where consumer is not null and revoked_at is null")
                .query((row, number) ->
                        found.put(Bytes.of(row.getBytes("token_sha256")), AccessTokens.read(row, number)))
                .list();
        tokens = Map.copyOf(found);
    }

    /** The token with this digest; that it was used is written down later. */
    Optional<AccessToken> use(Bytes digest) {
        Optional<AccessToken> found = Optional.ofNullable(tokens.get(digest));
        found.ifPresent(token -> used.add(token.id()));
        return found;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void recordUses() {
        Set<UUID> ids = Set.copyOf(used);
        if (!ids.isEmpty()) {
            jdbc.sql("update access_token set last_used_at = :now where id = any(:ids)")
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("ids", ids.toArray(UUID[]::new))
                    .update();
            used.removeAll(ids);
        }
    }
}
