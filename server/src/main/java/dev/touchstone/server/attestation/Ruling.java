package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.replay.ReplayedIma;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HighWater;
import dev.touchstone.server.host.HostEvidence;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.reference.HostGolden;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What one piece of evidence was found to show, before it is stored.
 *
 * @param id the attestation's id
 * @param host the host as it stood before
 * @param accounted whether its logs account for its quote, and none is said to be cut: then it stands
 * @param shown what it shows by itself, which order and state may worsen
 * @param golden what it was judged by
 * @param validUntil until when the evidence counts
 * @param at when it was judged
 */
record Ruling(
        UUID id,
        HostRecord host,
        Evidence evidence,
        EvidenceOrder order,
        boolean accounted,
        Shown shown,
        Appraisal appraisal,
        HostGolden golden,
        Instant validUntil,
        Instant at) {

    /** Where the TPM's counters stood. */
    HighWater highWater() {
        return HighWater.of(evidence.quote().clockInfo());
    }

    /** The boot it tells of. */
    ImaBoot boot() {
        return ImaBoot.of(host, highWater());
    }

    /** {@code first-of-boot}, {@code routine} or {@code late}. */
    String kind() {
        if (order == EvidenceOrder.LATE) {
            return "late";
        }
        boolean sameBoot = host.highWater()
                .map(m -> m.resetCount() == highWater().resetCount())
                .orElse(false);
        return sameBoot ? "routine" : "first-of-boot";
    }

    /**
     * The verdict told of it: the host's, as it stands after it. Late evidence changes nothing about the host, and is
     * told to be no better than either the host is or it shows.
     */
    EffectiveVerdict told(HostRecord after) {
        EffectiveVerdict standing = EffectiveVerdict.of(after, at);
        if (order != EvidenceOrder.LATE
                || appraisal.verdict() == Verdict.TRUSTED
                || standing == EffectiveVerdict.REJECTED) {
            return standing;
        }
        return EffectiveVerdict.valueOf(appraisal.verdict().name());
    }

    /** IMA's list as far as it is bound. Evidence that contradicts itself adds nothing to what is known of a boot. */
    Optional<ReplayedIma> ima() {
        return replayed().filter(_ -> appraisal.verdict() != Verdict.REJECTED).flatMap(ReplayedBoot::ima);
    }

    /** What others are told of it. */
    HostAppraised appraised() {
        return new HostAppraised(host, id, shown.boot(), shown.carried(), appraisal, at);
    }

    private Optional<ReplayedBoot> replayed() {
        return evidence.outcome().flatMap(Shown::boot);
    }

    /** What it changes about the host. */
    HostEvidence.Accepted accepted() {
        String detail = appraisal.verdict() == Verdict.TRUSTED
                ? ""
                : appraisal.reasons().getFirst().summary();
        return new HostEvidence.Accepted(
                id,
                appraisal.verdict(),
                highWater(),
                order == EvidenceOrder.ROLLED_BACK,
                evidence.challenge().issuedAt(),
                validUntil,
                appraisal.versions(),
                detail);
    }
}
