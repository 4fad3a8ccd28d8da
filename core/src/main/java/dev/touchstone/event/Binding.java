package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;

/** Whether the digest of an event vouches for what the event says. Only {@link Bound} may become a fact. */
public sealed interface Binding {

    /** The digest is of the very bytes that are shown, in every bank asked for. */
    record Bound() implements Binding {}

    /** The digest is of something the event only describes or names: an image, a file, a table. */
    record Described() implements Binding {}

    /** The event was never measured. */
    record NotMeasured() implements Binding {}

    /**
     * By its type the digest must be of the data, and is not.
     *
     * @param bank in which they differ
     * @param expected the digest of the data
     * @param actual the digest in the event
     */
    record Contradicted(HashAlgorithm bank, Bytes expected, Bytes actual) implements Binding {}

    /**
     * The data is what one bank says was measured, and not what another says: two stories in one log.
     *
     * @param agrees a bank whose digest is of the data
     * @param disagrees a bank whose digest is not
     */
    record TwoStories(HashAlgorithm agrees, HashAlgorithm disagrees) implements Binding {}

    /** There is no bank in which it could be looked at. */
    record Uncheckable() implements Binding {}

    /** Whether this is {@link Bound}. */
    default boolean bound() {
        return this instanceof Bound;
    }
}
