package dev.touchstone.server.dashboard.live;

/** Something pages show that changes without them. */
public interface LiveFact {

    /** What parts of a page listen for: {@code posture} is the event {@code live-posture} there. */
    String name();

    /** Another text whenever it may have changed. Asked every second while anybody looks. */
    String stamp();
}
