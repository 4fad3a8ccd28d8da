/** Tests of the TPM port, and a real software TPM for all tests that need one. */
@NullMarked
package dev.touchstone.agent.tpm;

import org.jspecify.annotations.NullMarked;
