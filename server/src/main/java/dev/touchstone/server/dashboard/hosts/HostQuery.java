package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostList;
import dev.touchstone.server.host.HostState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the list of hosts is asked for. It is written in the address and nowhere else, so that a link is the query.
 *
 * @param after where the page before ended; null for the first
 */
public record HostQuery(
        @Nullable EffectiveVerdict verdict,
        @Nullable HostState state,
        @Nullable String after,
        int limit) {

    public static final int LIMIT = 100;
    public static final HostQuery ALL = new HostQuery(null, null, null, LIMIT);

    /** The first page for another verdict; null for any. */
    public HostQuery withVerdict(@Nullable EffectiveVerdict other) {
        return new HostQuery(other, state, null, limit);
    }

    /** The first page for another state; null for any but retired. */
    public HostQuery withState(@Nullable HostState other) {
        return new HostQuery(verdict, other, null, limit);
    }

    /** The first page of this query. */
    public HostQuery first() {
        return after(null);
    }

    /** The page that begins after a cursor. */
    public HostQuery after(@Nullable String cursor) {
        return new HostQuery(verdict, state, cursor, limit);
    }

    public boolean filtered() {
        return verdict != null || state != null;
    }

    public HostList.Query forList() {
        return new HostList.Query(verdict, state, after, limit);
    }

    /** The address of this query. Verdicts, states and cursors of ours need no escaping. */
    public String href() {
        List<String> parts = new ArrayList<>();
        add(parts, "verdict", verdict);
        add(parts, "state", state);
        add(parts, "after", after);
        if (limit != LIMIT) {
            add(parts, "limit", limit);
        }
        return parts.isEmpty() ? "/hosts" : "/hosts?" + String.join("&", parts);
    }

    private static void add(List<String> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + "=" + value);
        }
    }
}
