package dev.touchstone.server.attestation;

import dev.touchstone.replay.ImaEvidence;

/**
 * IMA's list as submitted.
 *
 * @param start from where it is taken up
 */
record SubmittedIma(ImaEvidence evidence, UsedIma.Head start) {}
