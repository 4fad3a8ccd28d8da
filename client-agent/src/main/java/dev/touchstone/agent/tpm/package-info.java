/**
 * What the agent asks of a TPM 2.0, in our own words: an endorsement key and its certificates, an attestation key under
 * it, quotes and PCR values.
 *
 * <p>Not for: judging any of it. The agent carries evidence; only the server decides what it is worth.
 */
@NullMarked
package dev.touchstone.agent.tpm;

import org.jspecify.annotations.NullMarked;
