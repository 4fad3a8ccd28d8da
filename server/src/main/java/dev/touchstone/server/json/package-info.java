/**
 * How JSON is read and written, strictly: bytes, digests, identifiers and times by types of our own, and what is not
 * {@code @Nullable} is required.
 *
 * <p>Not for: any message's fields. Those are records beside the controller that takes them.
 */
@NullMarked
package dev.touchstone.server.json;

import org.jspecify.annotations.NullMarked;
