package dev.touchstone.server.radius;

import dev.touchstone.server.radius.Orders.Order;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Takes orders up as they fall due, beside everything else: a NAS that is slow keeps nobody waiting but its own. */
@Component
class OrderRunner implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(OrderRunner.class);
    private static final int AT_ONCE = 32;

    /** Longer than an exchange can take, so that nothing is asked twice at once. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Orders orders;
    private final SessionEnd end;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean away;

    OrderRunner(Orders orders, SessionEnd end) {
        this.orders = orders;
        this.end = end;
    }

    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    void takeUp() {
        int most = free.drainPermits();
        List<Order> taken = most == 0 ? List.of() : claim(most);
        free.release(most - taken.size());
        taken.forEach(order -> exchanges.execute(() -> run(order)));
    }

    /** A database that is away is told of once, not twice a second. */
    private List<Order> claim(int most) {
        try {
            List<Order> taken = orders.claim(most, LEASE);
            away = false;
            return taken;
        } catch (DataAccessException | TransactionException e) {
            if (!away && !exchanges.isShutdown()) {
                LOG.warn("Sessions to end are not known: {}", e.toString());
            }
            away = true;
            return List.of();
        }
    }

    private void run(Order order) {
        try {
            end.carryOut(order);
        } catch (RuntimeException e) {
            if (!exchanges.isShutdown()) {
                LOG.warn("Session {} could not be ended, and will be tried again", order.session(), e);
            }
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
