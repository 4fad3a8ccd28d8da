package dev.touchstone.server.fleet;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.problem.Refusal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one parser of queries about hosts, and their one spelling: equal queries are equal text. What it does not know it
 * refuses, for a filter misspelt would select everything.
 */
final class HostQueryText {

    static final String LABEL = "label.";

    private static final int MAX_TEXT = 8192;
    private static final int MAX_VALUES = 200;
    private static final List<String> IDENTITIES = List.of("hardware", "virtual", "unverified");

    private final Map<String, List<String>> given;

    private HostQueryText(Map<String, List<String>> given) {
        this.given = given;
    }

    static HostQuery parse(String text) {
        Map<String, List<String>> given = split(text);
        HostQueryText parser = new HostQueryText(given);
        HostQuery query = new HostQuery(parser.filter(), parser.sort(), parser.one("after"), parser.limit());
        if (!given.isEmpty()) {
            throw new Refusal(400, "query-parameter-unknown", "Hosts are not selected by one of these parameters.");
        }
        return query;
    }

    private HostFilter filter() {
        return new HostFilter(
                some("verdict", EffectiveVerdict.class),
                some("state", HostState.class),
                identities(),
                labels(),
                one("name").map(String::strip).filter(name -> !name.isEmpty()),
                one("set"),
                one("cluster").map(text -> number(text, "cluster", Long.MAX_VALUE)));
    }

    private int limit() {
        return one("limit")
                .map(text -> (int) number(text, "limit", HostQuery.MAX_LIMIT))
                .orElse(HostQuery.LIMIT);
    }

    private static Map<String, List<String>> split(String text) {
        if (text.length() > MAX_TEXT) {
            throw new Refusal(400, "query-too-long", "A query has at most " + MAX_TEXT + " characters.");
        }
        Map<String, List<String>> given = new LinkedHashMap<>();
        String[] parts = text.split("&", -1);
        if (parts.length > MAX_VALUES) {
            throw new Refusal(400, "query-too-long", "A query has at most " + MAX_VALUES + " values.");
        }
        for (String part : parts) {
            String[] pair = part.split("=", 2);
            if (!pair[0].isEmpty()) {
                given.computeIfAbsent(decoded(pair[0]), _ -> new ArrayList<>())
                        .add(pair.length == 2 ? decoded(pair[1]) : "");
            }
        }
        return given;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "query-malformed", "A percent sign in the query is followed by no two hex digits.");
        }
    }

    private List<String> taken(String name) {
        List<String> values = given.remove(name);
        return values == null ? List.of() : values;
    }

    private Optional<String> one(String name) {
        List<String> values = taken(name);
        if (values.size() > 1) {
            throw invalid(name, "one value");
        }
        return values.stream().findFirst().filter(value -> !value.isEmpty());
    }

    private <E extends Enum<E>> Set<E> some(String name, Class<E> type) {
        return taken(name).stream().map(word -> constant(name, word, type)).collect(Collectors.toSet());
    }

    private static <E extends Enum<E>> E constant(String name, String word, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(word))
                .findFirst()
                .orElseThrow(() -> invalid(name, "one of " + Arrays.toString(type.getEnumConstants())));
    }

    private Set<String> identities() {
        List<String> words = taken("identity");
        if (!IDENTITIES.containsAll(words)) {
            throw invalid("identity", "one of " + IDENTITIES);
        }
        return Set.copyOf(words);
    }

    private SortedMap<String, SortedSet<String>> labels() {
        SortedMap<String, SortedSet<String>> labels = new TreeMap<>();
        List<String> names = given.keySet().stream()
                .filter(name -> name.startsWith(LABEL) && name.length() > LABEL.length())
                .toList();
        names.forEach(name -> labels.put(name.substring(LABEL.length()), new TreeSet<>(taken(name))));
        return labels;
    }

    private HostSort sort() {
        return one("sort")
                .map(word -> HostSort.ofWord(word).orElseThrow(() -> invalid("sort", "one of " + HostSort.words())))
                .orElse(HostSort.NAME);
    }

    private static long number(String text, String name, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, like a number out of bounds.
        }
        throw new Refusal(400, name + "-invalid", name + " is a number from 1 to " + most + ".");
    }

    private static Refusal invalid(String name, String wanted) {
        return new Refusal(400, "query-value-invalid", name + " is " + wanted + ".");
    }

    static String of(HostQuery query) {
        HostFilter filter = query.filter();
        Stream<String> filters = Stream.of(
                        each("verdict", filter.verdicts()),
                        each("state", filter.states()),
                        each("identity", filter.identities()),
                        filter.labels().entrySet().stream().flatMap(e -> each(LABEL + e.getKey(), e.getValue())),
                        each("name", filter.name().stream().toList()),
                        each("set", filter.set().stream().toList()),
                        each("cluster", filter.cluster().stream().toList()))
                .flatMap(parts -> parts);
        return Stream.concat(filters, place(query)).collect(Collectors.joining("&"));
    }

    private static Stream<String> place(HostQuery query) {
        List<String> parts = new ArrayList<>();
        if (query.sort() != HostSort.NAME) {
            parts.add("sort=" + query.sort().word());
        }
        query.after().ifPresent(cursor -> parts.add("after=" + encoded(cursor)));
        if (query.limit() != HostQuery.LIMIT) {
            parts.add("limit=" + query.limit());
        }
        return parts.stream();
    }

    private static Stream<String> each(String name, Collection<?> values) {
        return values.stream().map(value -> encoded(name) + "=" + encoded(value.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
