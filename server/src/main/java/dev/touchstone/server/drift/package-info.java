/**
 * Hosts that departed from what is approved, those alike together: what changed, for whom, how grave it is, and what
 * can be done for all of them at once.
 *
 * <p>Not for: verdicts. A waiver lets a host in for a while and says so; it makes nothing true.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
