package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import dev.touchstone.server.host.HostRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A host's evidence in force was appraised: told within the transaction that stores the verdict, and not of late
 * evidence.
 *
 * @param before the host as it stood before, locked
 * @param attestation the evidence
 * @param boot what it shows; empty where its logs do not account for its quote
 * @param carried what came with it and needs no trust
 * @param appraisal what was found
 */
public record HostAppraised(
        HostRecord before,
        UUID attestation,
        Optional<ReplayedBoot> boot,
        Carried carried,
        Appraisal appraisal,
        Instant at) {}
