package dev.touchstone.server.fleet;

import dev.touchstone.server.host.EffectiveVerdict;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every host, in memory. Whoever asks first waits until all that was committed by then is known, so that an act shows
 * in the next page; if the database cannot be followed, what was known last is told.
 */
@Component
public class Fleet {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final FleetReader reader;
    private final Freshness freshness;
    private FleetIndex index = new FleetIndex();
    private long revision;

    Fleet(FleetReader reader, Freshness freshness) {
        this.reader = reader;
        this.freshness = freshness;
    }

    /**
     * Some hosts in order.
     *
     * @param next what to ask for next; empty at the end
     */
    public record Slice(List<ListedHost> hosts, Optional<HostQuery> next) {}

    /** One page. */
    public Slice page(HostQuery query, Instant now) {
        HostMatch match = new HostMatch(query.filter(), now);
        List<ListedHost> found = reading(hosts -> hosts.some(query, match::matches, query.limit() + 1));
        if (found.size() <= query.limit()) {
            return new Slice(found, Optional.empty());
        }
        List<ListedHost> page = found.subList(0, query.limit());
        return new Slice(page, Optional.of(query.afterPlace(query.sort().place(page.getLast()))));
    }

    /** How many hosts have which value of each facet. */
    public Facets facets(HostFilter filter, Instant now) {
        return reading(hosts -> Facets.of(hosts.all(), filter, now));
    }

    /** Hosts not retired by verdict, every verdict named. */
    public Map<EffectiveVerdict, Long> posture(Instant now) {
        return verdicts(HostFilter.NONE, now);
    }

    /** How many hosts have which verdict, every verdict named: those of a filter, whichever verdicts it chose. */
    public Map<EffectiveVerdict, Long> verdicts(HostFilter filter, Instant now) {
        return reading(hosts -> Facets.verdicts(hosts.all(), filter, now));
    }

    /** How many of those that a filter selects, whatever their verdict, came to be what they are after a moment. */
    public long changed(HostFilter filter, Instant after, Instant now) {
        HostMatch match = new HostMatch(filter, now);
        Facet verdict = new Facet.ByVerdict();
        return reading(hosts -> hosts.all().stream()
                .filter(host -> host.changedAt(now).isAfter(after) && match.matchesBut(verdict, host))
                .count());
    }

    /** Another text whenever a list, a count or a verdict may be another; without waiting for anything. */
    public String stamp(Instant now) {
        return readingKnown(hosts -> revision + ":"
                + Facets.verdicts(hosts.all(), HostFilter.NONE, now).values());
    }

    private <T> T reading(Function<FleetIndex, T> read) {
        freshness.await();
        return readingKnown(read);
    }

    private <T> T readingKnown(Function<FleetIndex, T> read) {
        Lock reading = lock.readLock();
        reading.lock();
        try {
            return read.apply(index);
        } finally {
            reading.unlock();
        }
    }

    /** Puts all that a snapshot shows in the place of all that was known. */
    public void readAll(JdbcClient snapshot) {
        FleetIndex all = new FleetIndex();
        reader.read(snapshot, Optional.empty(), all::add);
        writing(() -> {
            index = all;
            revision++;
        });
    }

    /** Of the hosts that changed, puts what a snapshot shows in the place of what was known. */
    public void catchUp(JdbcClient snapshot, Collection<UUID> changed) {
        List<ListedHost> now = reader.of(snapshot, changed);
        writing(() -> {
            boolean news = now.size() != changed.size() || !now.stream().allMatch(index::knowsAllButAge);
            changed.forEach(index::remove);
            now.forEach(index::add);
            revision += news ? 1 : 0;
        });
    }

    private void writing(Runnable write) {
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            write.run();
        } finally {
            writing.unlock();
        }
    }
}
