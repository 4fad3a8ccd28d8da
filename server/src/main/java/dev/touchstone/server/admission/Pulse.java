package dev.touchstone.server.admission;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Wakes those who wait for the next state. */
@Component
class Pulse {

    private @Nullable Long asked;
    private boolean over;

    /** The state is now what the database said to a question sent at {@code nanos}. */
    synchronized void beat(long nanos) {
        asked = nanos;
        notifyAll();
    }

    /** Nobody is to hold up the end of the process. */
    @EventListener(ContextClosedEvent.class)
    synchronized void end() {
        over = true;
        notifyAll();
    }

    synchronized boolean isOver() {
        return over;
    }

    /**
     * Waits for a state that was asked for no earlier than {@code nanos}.
     *
     * @return whether there is one
     */
    synchronized boolean await(long nanos, Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!over && (asked == null || asked - nanos < 0)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return !over;
    }
}
