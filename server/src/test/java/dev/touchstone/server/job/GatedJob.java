package dev.touchstone.server.job;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/** Work in steps, each of which a test lets through; fails at a step named {@code fails}. */
public final class GatedJob implements JobKind {

    static final String NAME = "gated";
    private static final int STEPS = 3;

    private final Map<String, Semaphore> gates = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> arrivals = new ConcurrentHashMap<>();
    private final Map<String, List<Integer>> done = new ConcurrentHashMap<>();

    record Params(String gate) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Object run(JobRun run, JsonNode params) {
        String gate = params.path("gate").asString();
        run.total(STEPS);
        for (int step = run.position().map(Integer::parseInt).orElse(0) + 1; step <= STEPS; step++) {
            arrival(gate).release();
            gate(gate).acquireUninterruptibly();
            if (gate.startsWith("fails")) {
                throw new IllegalStateException("a step failed");
            }
            steps(gate).add(step);
            run.advance(step, Integer.toString(step));
        }
        return Map.of("steps", STEPS);
    }

    /** Lets some steps through. */
    void open(String gate, int steps) {
        gate(gate).release(steps);
    }

    /** Waits until a step stands at the gate. */
    void awaitArrival(String gate) {
        arrival(gate).acquireUninterruptibly();
    }

    /** The steps taken, by whichever run. */
    List<Integer> steps(String gate) {
        return done.computeIfAbsent(gate, _ -> new CopyOnWriteArrayList<>());
    }

    private Semaphore gate(String gate) {
        return gates.computeIfAbsent(gate, _ -> new Semaphore(0));
    }

    private Semaphore arrival(String gate) {
        return arrivals.computeIfAbsent(gate, _ -> new Semaphore(0));
    }
}
