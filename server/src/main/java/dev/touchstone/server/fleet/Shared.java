package dev.touchstone.server.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** One value for equal texts, so that hosts alike share what they have in common. For one thread at a time. */
final class Shared<T> {

    private static final int MOST = 50_000;

    private final Function<String, T> parse;
    private final Map<String, T> known = new HashMap<>();

    Shared(Function<String, T> parse) {
        this.parse = parse;
    }

    T of(String text) {
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.computeIfAbsent(text, parse);
    }
}
