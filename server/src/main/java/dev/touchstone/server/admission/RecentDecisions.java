package dev.touchstone.server.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.springframework.stereotype.Component;

/** The last decisions of this replica, for people to look at. They are kept nowhere else. */
@Component
public class RecentDecisions {

    private static final int KEPT = 256;

    private final AtomicReferenceArray<Asked> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong next = new AtomicLong();

    /** A question and its answer. */
    public record Asked(Instant at, Subject subject, String consumer, Admission admission) {}

    void add(Asked asked) {
        ring.set((int) (next.getAndIncrement() % KEPT), asked);
    }

    /** The latest first. */
    public List<Asked> latest(int most) {
        List<Asked> all = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            Asked asked = ring.get(i);
            if (asked != null) {
                all.add(asked);
            }
        }
        return all.stream()
                .sorted(Comparator.comparing(Asked::at).reversed())
                .limit(most)
                .toList();
    }
}
