package dev.touchstone.server.host;

import java.util.Map;

/** What golden measurements make of granted labels. Whoever has the golden measurements answers. */
public interface SelectedSets {

    /** Keeps what is golden as it is until the transaction ends; to be called before any host is held. */
    void lock();

    /**
     * Refuses labels by which two sets that own the same component would select a host.
     *
     * @throws dev.touchstone.server.problem.Refusal 409 {@code reference-conflict}
     */
    void requireNoConflict(Map<String, String> labels);

    /** Whether {@link #requireNoConflict} has nothing against these. */
    boolean agreeOn(Map<String, String> labels);

    /** Whether hosts with the one and with the other labels are judged by the same. */
    boolean same(Map<String, String> one, Map<String, String> other);
}
