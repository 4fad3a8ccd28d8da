/**
 * How a host comes to be known: inventory pins, enrolment tokens, and the proof that an attestation key and an
 * endorsement key live in one TPM.
 *
 * <p>Not for: attesting. Enrolment says which TPM speaks, never what it booted.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.enrollment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
