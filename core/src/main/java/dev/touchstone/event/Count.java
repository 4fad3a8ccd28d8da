package dev.touchstone.event;

import java.util.Collection;

/** So many of something, in words. */
final class Count {

    private Count() {}

    static String of(Collection<?> things, String one) {
        return of(things.size(), one);
    }

    static String of(long count, String one) {
        return count + " " + (count == 1 ? one : one.endsWith("sh") ? one + "es" : one + "s");
    }
}
