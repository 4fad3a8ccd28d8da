package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.dashboard.job.Outcomes;
import dev.touchstone.server.reference.ReferenceVersionId;
import dev.touchstone.server.reference.RolloutProgress.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the hosts of a version have come, as a bar and in words.
 *
 * @param bar its parts, of 1000 in all
 */
public record RolloutBar(String sentence, List<Part> bar, List<Count> counts) {

    private static final int WIDTH = 1000;

    /** A part of the bar. */
    public record Part(String kind, int x, int width) {}

    /** Hosts that stand so. */
    public record Count(String kind, String words, String hosts, String href) {}

    public static RolloutBar of(ReferenceVersionId id, Progress progress) {
        List<Count> counts = List.of(
                count(id, "predicted", "as predicted", progress.asPredicted()),
                count(id, "older", "TRUSTED by an older version", progress.older()),
                count(id, "newer", "TRUSTED by a newer version", progress.newer()),
                count(id, "other", "not TRUSTED", progress.other()));
        return new RolloutBar(sentence(progress), bar(progress), counts);
    }

    private static Count count(ReferenceVersionId id, String kind, String words, long hosts) {
        return new Count(kind, words, Outcomes.number(hosts), href(id, kind));
    }

    /** Which hosts were last trusted by this version; for the others there is no such query. */
    private static String href(ReferenceVersionId id, String kind) {
        return kind.equals("predicted") ? "/hosts?set=" + id : "";
    }

    private static String sentence(Progress progress) {
        return progress.expected() == 0
                ? "It selects no host that is in force."
                : "%s of %s hosts that it is for have booted it."
                        .formatted(Outcomes.number(progress.asPredicted()), Outcomes.number(progress.expected()));
    }

    private static List<Part> bar(Progress progress) {
        List<Part> parts = new ArrayList<>();
        long sum = 0;
        sum = add(parts, "predicted", sum, progress.asPredicted(), progress.expected());
        sum = add(parts, "older", sum, progress.older(), progress.expected());
        sum = add(parts, "newer", sum, progress.newer(), progress.expected());
        add(parts, "other", sum, progress.other(), progress.expected());
        return parts;
    }

    private static long add(List<Part> parts, String kind, long before, long hosts, long all) {
        if (hosts > 0) {
            int from = (int) (before * WIDTH / all);
            int to = (int) ((before + hosts) * WIDTH / all);
            parts.add(new Part(kind, from, Math.max(1, to - from)));
        }
        return before + hosts;
    }
}
