/**
 * Answers whether a host may be let in, from its verdict and state as they stand now.
 *
 * <p>Not for: verdicts. What is decided here changes nothing about a host.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.admission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
