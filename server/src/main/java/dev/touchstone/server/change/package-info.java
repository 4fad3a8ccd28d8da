/**
 * Changes by two people: proposed by one, approved by others, bound to the exact content shown, applied in the
 * transaction of the last approval. What a change alters is a {@link ChangeKind} of the module it belongs to.
 *
 * <p>Not for: who people are, nor what is golden.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.change;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
