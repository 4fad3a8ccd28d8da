package dev.touchstone.server.result;

import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The keys as this replica knows them, kept current in the background: signing needs no database. While that is away
 * the keys known last go on signing, by the schedule they were given.
 */
@Component
class ResultKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ResultKeys.class);

    private final StoredKeyRing stored;
    private final Clock clock;
    private volatile StoredKeyRing.Version known;
    private int failures;

    ResultKeys(StoredKeyRing stored, Clock clock) {
        this.stored = stored;
        this.clock = clock;
        this.known = stored.loadOrCreate();
    }

    /** The key that signs now. */
    ResultKey signing() {
        return known.ring().signing(clock.instant());
    }

    /** The keys whose results may be in force. */
    List<ResultKey> published() {
        return known.ring().published(clock.instant());
    }

    /** All of them. */
    KeyRing ring() {
        return known.ring();
    }

    /** All there are, as they stand at a moment. */
    List<KeyView> views() {
        return KeyView.of(known.ring(), clock.instant());
    }

    /** Takes up what other replicas did. */
    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
    synchronized void refresh() {
        try {
            if (stored.version() != known.number()) {
                known = stored.load();
                LOG.info("The keys that sign results have changed; {} signs now", signing());
            }
            failures = 0;
        } catch (DataAccessException | TransactionException e) {
            if (++failures == 2) {
                LOG.warn("Whether the keys that sign results have changed cannot be asked: {}", e.toString());
            }
        }
    }
}
