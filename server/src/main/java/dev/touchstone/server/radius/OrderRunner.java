package dev.touchstone.server.radius;

import dev.touchstone.server.radius.Orders.Order;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes orders up as they fall due, beside everything else: a NAS that is slow keeps nobody waiting but its own. */
@Component
class OrderRunner implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(OrderRunner.class);
    private static final int AT_ONCE = 32;

    /** Longer than an exchange can take, so that nothing is asked twice at once. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    private final Orders orders;
    private final SessionEnd end;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();

    OrderRunner(Orders orders, SessionEnd end) {
        this.orders = orders;
        this.end = end;
    }

    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    void takeUp() {
        int most = free.drainPermits();
        int taken = 0;
        try {
            for (Order order : most == 0 ? java.util.List.<Order>of() : orders.claim(most, LEASE)) {
                exchanges.execute(() -> run(order));
                taken++;
            }
        } finally {
            free.release(most - taken);
        }
    }

    private void run(Order order) {
        try {
            end.carryOut(order);
        } catch (RuntimeException e) {
            LOG.warn("Session {} could not be ended, and will be tried again", order.session(), e);
        } finally {
            free.release();
        }
    }

    /** What is under way is asked again by whoever takes it up after its lease. */
    @Override
    public void destroy() {
        exchanges.shutdownNow();
    }
}
