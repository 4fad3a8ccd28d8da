/**
 * Jobs: long work that survives a restart, reports how far it is and can be cancelled. Whoever has such work brings a
 * {@link dev.touchstone.server.job.JobKind}.
 *
 * <p>Not for: the work itself, or anything a request waits for.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
