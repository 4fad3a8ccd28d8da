package dev.touchstone.agent.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and SIGINT: ends every wait at once and lets a TPM command in flight finish, so that no key is left in a TPM
 * without a resource manager.
 */
final class Stop implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    /** Stops the thread that calls this, when the process is told to end. */
    static Stop onSignal() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::stop, "stop"));
        return stop;
    }

    boolean asked() {
        return asked.getCount() == 0;
    }

    /** Waits; returns early when asked to stop. */
    void sleep(Duration duration) {
        try {
            boolean _ = asked.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Only stop() interrupts this thread, and asked() tells.
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        asked.countDown();
        worker.interrupt();
        try {
            boolean _ = done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The worker has nothing more to do. */
    @Override
    public void close() {
        done.countDown();
    }
}
