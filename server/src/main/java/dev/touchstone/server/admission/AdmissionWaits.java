package dev.touchstone.server.admission;

import dev.touchstone.server.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Holds answers until a decision is another: for a bounded time, and for a bounded number of those who ask. */
@Component
class AdmissionWaits {

    static final int LONGEST_SECONDS = 60;
    static final int MOST = 1000;

    private final Pulse pulse;
    private final Semaphore places = new Semaphore(MOST);

    AdmissionWaits(Pulse pulse) {
        this.pulse = pulse;
    }

    /**
     * Returns when {@code decision} is not the one known any more, or the time is over.
     *
     * @param known what {@code If-None-Match} said
     * @param decision the entity tag of what would be decided now
     */
    void await(Optional<String> known, int seconds, Supplier<String> decision) {
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw new Refusal(400, "wait-invalid", "wait is 1 to " + LONGEST_SECONDS + " seconds.");
        }
        String tag = known.orElseThrow(() -> new Refusal(
                400, "wait-needs-if-none-match", "Who waits names in If-None-Match the decision to wait away from."));
        if (!places.tryAcquire()) {
            throw new Refusal(429, "too-many-waiting", "Too many wait already.", List.of(), Duration.ofSeconds(1));
        }
        try {
            awaitOther(tag, Duration.ofSeconds(seconds), decision);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    /** Looks after each state, and at least every two seconds: decisions change by time too, and when states cease. */
    private void awaitOther(String known, Duration most, Supplier<String> decision) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (known.contains(decision.get())) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive() || pulse.isOver()) {
                return;
            }
            pulse.await(System.nanoTime(), left.compareTo(Lease.LENGTH) < 0 ? left : Lease.LENGTH);
        }
    }
}
