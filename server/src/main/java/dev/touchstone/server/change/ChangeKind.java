package dev.touchstone.server.change;

import dev.touchstone.server.access.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One kind of change. A module that has something under the two-person rule has a bean of this type; every method runs
 * in the transaction of the step it is part of, and none of them asks who approves.
 *
 * @param <P> what such a change says, as a record
 */
public interface ChangeKind<P> {

    /** An approval that was the last one needed. */
    record Approved(UUID change, String by, Instant at) {}

    /** Its name on the wire. */
    String name();

    /** The type of its payload, read as strictly as any body. */
    Class<P> payload();

    /** What it takes to draft and propose one. */
    default Scope scope() {
        return Scope.OPERATOR;
    }

    /**
     * The payload in its final form.
     *
     * @throws dev.touchstone.server.problem.Refusal if nothing sensible could come of it
     */
    P checked(P payload);

    /** What it is about; of one kind and subject only one change is proposed at a time. */
    String subject(P payload);

    /** Who wrote what it is about, where that is not whoever drafts the change; such an author approves it no more. */
    default Optional<String> author(P payload) {
        return Optional.empty();
    }

    /** What is there now and would be altered. An approval holds only while this is still so. */
    default Object before(P payload) {
        return Map.of();
    }

    /** What would be there then, to be shown beside {@link #before}. */
    default Object after(P payload) {
        return payload;
    }

    /** It has just been proposed. */
    default void proposed(P payload, String actor) {}

    /**
     * Refuses what must not be approved as things stand, a conflict for one.
     *
     * @throws dev.touchstone.server.problem.Refusal with the reason
     */
    default void requirePossible(P payload) {}

    /** Makes it so; whoever is concerned by it finds an audit record of the effect. */
    void apply(P payload, Approved approved);

    /** It was proposed and will not be approved. */
    default void dropped(P payload, String actor) {}
}
