package dev.touchstone.server.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does things at the same time, each on a thread, and so a connection, of its own. */
public final class AtOnce {

    private AtOnce() {}

    /** The same thing several times. */
    public static <T> List<T> of(int times, Callable<T> work) {
        return of(Collections.nCopies(times, work));
    }

    /** Several things. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T> List<T> of(Callable<T>... work) {
        return of(List.of(work));
    }

    private static <T> List<T> of(List<Callable<T>> work) {
        CountDownLatch ready = new CountDownLatch(work.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> one : work) {
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return one.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
