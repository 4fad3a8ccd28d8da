package dev.touchstone;

import com.sun.management.ThreadMXBean;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** What reading may allocate, kept or not: eight times what is read, and a megabyte. */
public final class Memory {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FACTOR = 8;
    private static final int SPARE = 1 << 20;

    private Memory() {}

    /** Reads bytes from outside. */
    public interface Parser<T> {
        T parse(Bytes input) throws MalformedException;
    }

    /**
     * What {@code parser} makes of {@code input}, having allocated no more than that.
     *
     * @throws MalformedException as {@code parser} does; a refusal may take no more either
     */
    public static <T> T bounded(Bytes input, Parser<T> parser) throws MalformedException {
        return bounded(input, FACTOR, parser);
    }

    /** The same by another factor, where the code is instrumented and allocates more for it. */
    public static <T> T bounded(Bytes input, int factor, Parser<T> parser) throws MalformedException {
        long allowed = (long) factor * input.length() + SPARE;
        Run<T> run = Run.of(input, parser);
        if (run.taken > allowed) {
            run = Run.of(input, parser); // the first may have loaded classes
        }
        if (run.taken > allowed) {
            throw new AssertionError(
                    "%,d bytes were allocated for %,d; %,d are allowed".formatted(run.taken, input.length(), allowed));
        }
        return run.result();
    }

    /** Bytes this thread has allocated so far. */
    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
    }

    private record Run<T>(@Nullable T value, @Nullable MalformedException refusal, long taken) {

        static <T> Run<T> of(Bytes input, Parser<T> parser) {
            long before = allocated();
            try {
                T value = parser.parse(input);
                return new Run<>(value, null, allocated() - before);
            } catch (MalformedException e) {
                return new Run<>(null, e, allocated() - before);
            }
        }

        T result() throws MalformedException {
            if (refusal != null) {
                throw refusal;
            }
            if (value == null) {
                throw new AssertionError("a parser gave null");
            }
            return value;
        }
    }
}
