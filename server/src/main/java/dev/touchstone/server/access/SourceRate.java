package dev.touchstone.server.access;

import dev.touchstone.bytes.Bytes;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The budget of each source address for requests nobody vouches for.
 *
 * <p>Keyed by where a request comes from, never by the host it claims to be: a stranger must not be able to use up a
 * host's budget by naming it. Whoever has verified evidence gives the request back, so hosts behind one address are
 * held up by each other's noise, not by each other's work.
 */
@Component
public class SourceRate {

    private final RateLimitProperties limits;
    private final Map<Bytes, Bucket> buckets;

    SourceRate(RateLimitProperties limits) {
        this.limits = limits;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Bytes, Bucket> eldest) {
                return size() > limits.sources();
            }
        };
    }

    /** Returns the one request that {@code source} spent: its evidence was verified, so it was no stranger's. */
    public void giveBack(SourceAddress source) {
        bucket(source).addTokens(1);
    }

    /** Spends one request; or says how long to wait for the next. */
    Optional<Duration> spend(SourceAddress source) {
        ConsumptionProbe probe = bucket(source).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket(SourceAddress source) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(source.network(), _ -> newBucket());
        }
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(
                        limit -> limit.capacity(limits.burst()).refillGreedy(limits.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
