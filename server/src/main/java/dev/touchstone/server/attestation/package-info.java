/**
 * Evidence: taken in, verified, replayed, appraised, stored. What every submission became, accepted or not.
 *
 * <p>Not for: what is golden, or who gets in.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.attestation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
