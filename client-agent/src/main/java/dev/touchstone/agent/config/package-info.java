/**
 * What the agent remembers between runs: its state directory, its attestation key, whom it enrolled with and what it
 * was last told.
 *
 * <p>Not for: secrets in the clear. The attestation key's private part is readable only by its TPM.
 */
@NullMarked
package dev.touchstone.agent.config;

import org.jspecify.annotations.NullMarked;
