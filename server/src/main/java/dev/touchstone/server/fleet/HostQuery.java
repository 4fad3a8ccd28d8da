package dev.touchstone.server.fleet;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostState;
import java.util.Optional;
import java.util.Set;

/**
 * Which hosts, in which order, from where. It is written in an address and nowhere else, so that a link is the query.
 *
 * @param after where the page before ended
 * @param limit rows of a page
 */
public record HostQuery(HostFilter filter, HostSort sort, Optional<String> after, int limit) {

    /** Rows of a page, unless asked for otherwise. */
    public static final int LIMIT = 100;

    /** Rows that a page may have. */
    public static final int MAX_LIMIT = 500;

    /** Every host but the retired. */
    public static final HostQuery ALL = of(HostFilter.NONE);

    /** These hosts by name. */
    public static HostQuery of(HostFilter filter) {
        return new HostQuery(filter, HostSort.NAME, Optional.empty(), LIMIT);
    }

    /** Those with one verdict now. */
    public static HostQuery of(EffectiveVerdict verdict) {
        return of(HostFilter.NONE.verdicts(Set.of(verdict)));
    }

    /** Those in one state. */
    public static HostQuery of(HostState state) {
        return of(HostFilter.NONE.states(Set.of(state)));
    }

    /**
     * What the part of an address after the question mark asks for.
     *
     * @param text as {@link #text} writes it; empty for all hosts
     */
    public static HostQuery parse(String text) {
        return HostQueryText.parse(text);
    }

    /** This query as the part of an address after the question mark; equal queries are equal text. */
    public String text() {
        return HostQueryText.of(this);
    }

    /** The page of these hosts. */
    public String href() {
        String text = text();
        return text.isEmpty() ? "/hosts" : "/hosts?" + text;
    }

    /** Whether it narrows the list down. */
    public boolean filtered() {
        return !filter.equals(HostFilter.NONE);
    }

    /** Other hosts in the same order, from the first. */
    public HostQuery filteredBy(HostFilter other) {
        return new HostQuery(other, sort, Optional.empty(), limit);
    }

    /** With one value of a facet chosen besides others or, if it was chosen, no more. */
    public HostQuery toggled(Facet facet, String value) {
        return filteredBy(facet.toggled(filter, value));
    }

    /** The same hosts in another order, from the first. */
    public HostQuery sortedBy(HostSort other) {
        return new HostQuery(filter, other, Optional.empty(), limit);
    }

    /** The same hosts in the same order, from the first. */
    public HostQuery first() {
        return sortedBy(sort);
    }

    /** The same in pages of this many. */
    public HostQuery limitedTo(int rows) {
        return new HostQuery(filter, sort, after, rows);
    }

    Optional<HostCursor> cursor() {
        return after.map(text -> HostCursor.parse(text, unpaged()));
    }

    HostQuery afterPlace(HostCursor place) {
        return new HostQuery(filter, sort, Optional.of(place.text(unpaged())), limit);
    }

    /** What a cursor is of use to. */
    private String unpaged() {
        return first().limitedTo(LIMIT).text();
    }
}
