/**
 * Attestation results: verdicts signed so that others can rely on them (EAR, draft-ietf-rats-ear-04), and the keys to
 * check them.
 *
 * <p>Not for: reaching a verdict.
 */
@NullMarked
package dev.touchstone.server.result;

import org.jspecify.annotations.NullMarked;
