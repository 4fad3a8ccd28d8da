package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.drift.Cluster;
import dev.touchstone.server.drift.ClusterList;
import dev.touchstone.server.problem.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a page of clusters ended, as the address has it: {@code 40-17} is after cluster 17 of 40 hosts. */
final class ClusterCursor {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    private ClusterCursor() {}

    static boolean isOpen(String state) {
        return switch (state) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw new Refusal(400, "state-invalid", "state is open or closed.");
        };
    }

    static ClusterList.@Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        Matcher form = FORM.matcher(cursor);
        if (!form.matches()) {
            throw new Refusal(400, "cursor-invalid", "That is no place in this list.");
        }
        return new ClusterList.Place(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)));
    }

    static @Nullable Long id(@Nullable String cursor) {
        ClusterList.@Nullable Place place = place(cursor);
        return place == null ? null : place.id();
    }

    static String href(String state, Cluster last) {
        return "/drift?state=" + state + "&after=" + last.hosts() + "-" + last.id();
    }
}
