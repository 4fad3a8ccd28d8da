package dev.touchstone.server.fleet;

/** Waits until all that was committed when it was asked is in memory, and never for long. */
@FunctionalInterface
public interface Freshness {

    /** Returns when it is so or, if the database cannot be followed, soon. */
    void await();
}
