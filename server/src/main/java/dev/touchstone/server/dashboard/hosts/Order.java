package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.server.fleet.HostQuery;
import dev.touchstone.server.fleet.HostSort;
import org.jspecify.annotations.Nullable;

/** The columns that a list can be in the order of. */
record Order(Column name, Column evidence) {

    /**
     * A column's head.
     *
     * @param aria how the list is in its order; null if it is not
     * @param href the list in its order or, if it is already, by the other end
     */
    record Column(@Nullable String aria, String href) {

        private static Column of(HostSort sort, HostQuery query) {
            boolean up = query.sort() == sort;
            boolean down = query.sort() == sort.reversed();
            return new Column(
                    up ? "ascending" : down ? "descending" : null,
                    query.sortedBy(up ? sort.reversed() : sort).href());
        }
    }

    static Order of(HostQuery query) {
        return new Order(Column.of(HostSort.NAME, query), Column.of(HostSort.EVIDENCE, query));
    }
}
