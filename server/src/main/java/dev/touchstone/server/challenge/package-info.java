/**
 * Challenges: what a quote must cover and sign over, in a string that any replica can check and none has to remember.
 *
 * <p>Not for: single use. That is settled with the evidence, in its transaction.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.challenge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
