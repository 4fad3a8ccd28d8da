/**
 * Whether an endorsement key belongs to a genuine TPM: EK certificates, the makers' certificates an administrator
 * trusts, and the path from one to the other.
 *
 * <p>Not for: whether the key is a TCG template, nor whether the host holds it. Enrolment checks the one and credential
 * activation proves the other; a certificate alone proves nothing about who sent it.
 */
@NullMarked
package dev.touchstone.server.trust;

import org.jspecify.annotations.NullMarked;
