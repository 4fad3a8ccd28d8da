package dev.touchstone.server.result;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Replaces the key that signs results, so that nobody who checks one ever meets a key not known yet or no more. */
@Service
class KeyRotation {

    /** Until every replica has taken up a change, with room to spare. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private final StoredKeyRing stored;
    private final ResultProperties settings;
    private final AuditLog audit;
    private final Clock clock;

    KeyRotation(StoredKeyRing stored, ResultProperties settings, AuditLog audit, Clock clock) {
        this.stored = stored;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /** Publishes a new key now, which signs once nobody can hold a key set without it. */
    @Transactional
    public void rotate(String actor) {
        Instant now = clock.instant();
        Instant signsFrom = now.plus(settings.keySetMaxAge()).plus(SPREAD).truncatedTo(ChronoUnit.SECONDS);
        Instant lastExpiry = signsFrom.plus(settings.validity()).plus(SPREAD);
        StoredKeyRing.Change change = stored.change(ring -> {
            ring.upcoming(now).ifPresent(KeyRotation::refuse);
            return ring.rotated(now, signsFrom, lastExpiry);
        });
        record(actor, "result-key.rotate", change, now);
    }

    /** Withdraws every key there is: a new one signs at once, and no result signed before is good any more. */
    @Transactional
    public void replace(String actor) {
        Instant now = clock.instant();
        StoredKeyRing.Change change = stored.change(_ -> KeyRing.fresh(now.truncatedTo(ChronoUnit.SECONDS)));
        record(actor, "result-key.replace", change, now);
    }

    private static void refuse(ResultKey upcoming) {
        throw new Refusal(
                409,
                "rotation-under-way",
                "Key %s is published and signs from %s.".formatted(upcoming.kid(), upcoming.signsFrom()));
    }

    private void record(String actor, String action, StoredKeyRing.Change change, Instant now) {
        audit.record(actor, action, "result-keys", KeyView.of(change.before(), now), KeyView.of(change.after(), now));
    }
}
