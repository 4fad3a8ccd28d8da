package dev.touchstone.server.reference;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.reference.Golden;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.server.host.HostRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The last evidence of every host in force, for those who want to know what it shows if other things were golden. */
public interface FleetEvidence {

    /**
     * Begins to go through it. What one walk finds out of one content it remembers for all hosts with the same; a walk
     * is for one thread, and for a while.
     *
     * @param labels the granted labels of the hosts concerned; empty for all
     * @param after the host to go on after
     * @param at when it is judged, for what expires
     */
    Walk walk(Map<String, String> labels, Optional<UUID> after, Instant at);

    /** A walk through the fleet in the order of the hosts' ids. */
    interface Walk {

        /** How many hosts there are in all, those before the start too. */
        long hosts();

        /** The next page; empty at the end. */
        List<HostBoot> next();

        /** What it took so far. */
        Effort effort();
    }

    /** One host, and what its last evidence shows. */
    interface HostBoot {

        HostRecord host();

        /** Its boot, if the evidence holds, accounts for its quote, and no log of it is said to be cut. */
        Optional<ReplayedBoot> whole();

        /** What its evidence shows of it where {@code inForce} is golden. */
        Finding by(InForce inForce);
    }

    /** What evidence shows. */
    sealed interface Finding {

        Verdict verdict();

        /**
         * It was verified, replayed and appraised.
         *
         * @param golden what it was appraised by
         */
        record Appraised(Appraisal appraisal, Golden golden) implements Finding {
            @Override
            public Verdict verdict() {
                return appraisal.verdict();
            }
        }

        /**
         * It shows nothing, whatever is golden: there is none, it contradicts itself, or it does not hold any more.
         *
         * @param verdict the verdict that stands
         * @param code as of a reason
         * @param summary one sentence, for people
         */
        record Unfit(Verdict verdict, String code, String summary) implements Finding {}
    }

    /**
     * What a walk took.
     *
     * @param hosts hosts asked about
     * @param questions how often a boot was held against something golden
     * @param appraisals how often that had not been answered for the same content before
     */
    record Effort(long hosts, long questions, long appraisals) {}
}
