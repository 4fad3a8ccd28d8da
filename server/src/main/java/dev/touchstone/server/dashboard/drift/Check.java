package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.dashboard.job.Outcomes;
import dev.touchstone.server.drift.Cluster;
import java.util.List;

/**
 * Something to know before many hosts are decided on at once.
 *
 * @param detail how many hosts it is not so of; empty where it is so of all
 */
record Check(String words, Answer answer, String detail) {

    /** Whether it is as it should be. */
    enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    static List<Check> of(Cluster cluster) {
        return List.of(
                of("Secure Boot on", "off on", cluster.secureBoot()),
                of("dbx as in the last trusted boot", "changed on", cluster.dbx()),
                new Check(
                        "PCR 7, Secure Boot's policy, as approved",
                        cluster.pcr7Differs() ? Answer.NO : Answer.YES,
                        cluster.pcr7Differs() ? "differs" : ""),
                announced(cluster));
    }

    private static Check of(String words, String not, Cluster.Counts counts) {
        if (counts.no() > 0) {
            return new Check(words, Answer.NO, not + " " + hosts(counts.no()));
        }
        return counts.unknown() > 0
                ? new Check(words, Answer.UNKNOWN, "not known of " + hosts(counts.unknown()))
                : new Check(words, Answer.YES, "");
    }

    private static Check announced(Cluster cluster) {
        String detail = cluster.isAnnounced() ? "" : "no proposed version accounts for " + hosts(cluster.unannounced());
        return new Check("Announced by a proposed change", cluster.isAnnounced() ? Answer.YES : Answer.NO, detail);
    }

    private static String hosts(long hosts) {
        return Outcomes.number(hosts) + (hosts == 1 ? " host" : " hosts");
    }
}
