package dev.touchstone.server.dashboard.job;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.reference.DryRunHost.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a change does to hosts, in words. */
public final class Outcomes {

    private Outcomes() {}

    /** {@code 38 hosts turn TRUSTED, none turns DRIFTED, 962 stay as they are.} */
    public static String sentence(Map<Outcome, Long> outcomes) {
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            long hosts = outcomes.getOrDefault(outcome, 0L);
            boolean worthSaying = hosts > 0 || outcome == Outcome.TURNS_TRUSTED || outcome == Outcome.TURNS_DRIFTED;
            if (worthSaying) {
                parts.add(count(hosts, parts.isEmpty()) + (hosts > 1 ? plural(outcome) : singular(outcome)));
            }
        }
        String sentence = String.join(", ", parts) + ".";
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String count(long hosts, boolean first) {
        if (hosts == 0) {
            return first ? "no host " : "none ";
        }
        return number(hosts) + (first ? hosts == 1 ? " host " : " hosts " : " ");
    }

    static String plural(Outcome outcome) {
        return outcome == Outcome.STAYS ? "stay as they are" : "turn " + word(outcome);
    }

    private static String singular(Outcome outcome) {
        return outcome == Outcome.STAYS ? "stays as it is" : "turns " + word(outcome);
    }

    /** What happens to one host, or many. */
    public static String words(Outcome outcome, Verdict after) {
        return outcome == Outcome.STAYS ? "stays " + after : "turns " + after;
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case TURNS_TRUSTED -> "TRUSTED";
            case TURNS_DRIFTED -> "DRIFTED";
            case TURNS_PENDING -> "PENDING";
            case TURNS_REJECTED -> "REJECTED";
            case STAYS -> "";
        };
    }

    /** A number as people read it. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
