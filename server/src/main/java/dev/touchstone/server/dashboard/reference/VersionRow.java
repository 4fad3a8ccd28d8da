package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.reference.ReferenceVersionId;
import dev.touchstone.server.reference.ReferenceVersionView;
import dev.touchstone.server.reference.VersionState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A version in a list.
 *
 * @param source where its measurements come from
 * @param retires from when on it is not golden, if that is settled
 */
record VersionRow(
        String id,
        String name,
        int number,
        String href,
        String state,
        String tag,
        Map<String, String> selector,
        String source,
        String author,
        Moment drafted,
        @Nullable Moment approved,
        @Nullable Moment retires) {

    static VersionRow of(ReferenceVersionView view, Instant now) {
        Map<String, String> selector = new TreeMap<>();
        view.selector().forEach((key, value) -> selector.put(Visible.text(key), Visible.text(value)));
        return new VersionRow(
                new ReferenceVersionId(view.name(), view.version()).toString(),
                view.name(),
                view.version(),
                "/reference-sets/" + view.name() + "/versions/" + view.version(),
                view.state().word(),
                tag(view.state()),
                selector,
                source(view.provenance()),
                Visible.text(view.author()),
                Moment.of(view.createdAt(), now),
                moment(view.approvedAt(), now),
                moment(view.retiredAt() == null ? view.retiresAt() : view.retiredAt(), now));
    }

    private static String tag(VersionState state) {
        return switch (state) {
            case DRAFT, RETIRED -> "";
            case PROPOSED -> "wait";
            case APPROVED -> "good";
        };
    }

    /** Where it comes from, in a few words. */
    static String source(Map<String, String> provenance) {
        String words = switch (provenance.getOrDefault("kind", "")) {
            case "captured" -> "captured from " + provenance.getOrDefault("host", "a host");
            case "baseline" -> "baseline of " + provenance.getOrDefault("hosts", "some") + " hosts";
            case "given" -> "given: predicted, or imported";
            default -> provenance.getOrDefault("kind", "not said");
        };
        return Visible.text(provenance.containsKey("base") ? words + ", on " + provenance.get("base") : words);
    }

    static @Nullable Moment moment(@Nullable Instant at, Instant now) {
        return at == null ? null : Moment.of(at, now);
    }
}
