package dev.touchstone.server.admission;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Every host not retired, in memory. Whoever reads sees the hosts of one snapshot of the database, never of two. */
@Component
class FleetState {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private HostIndex index = new HostIndex();

    Optional<HostIndex.Bound> find(Subject subject) {
        return reading(() -> index.find(subject));
    }

    List<HostStanding> all() {
        return reading(() -> List.copyOf(index.all()));
    }

    int size() {
        return reading(() -> index.all().size());
    }

    private <T> T reading(Supplier<T> read) {
        Lock reader = lock.readLock();
        reader.lock();
        try {
            return read.get();
        } finally {
            reader.unlock();
        }
    }

    /** Puts all of another in its place. */
    void replace(HostIndex other) {
        writing(() -> index = other);
    }

    /** Of the hosts that changed, those that are there still. */
    void update(Collection<UUID> changed, Collection<HostStanding> now) {
        writing(() -> {
            // All go before any comes: a name, a key or an address may have gone from one to another.
            changed.forEach(index::remove);
            now.forEach(index::add);
        });
    }

    private void writing(Runnable write) {
        Lock writer = lock.writeLock();
        writer.lock();
        try {
            write.run();
        } finally {
            writer.unlock();
        }
    }
}
