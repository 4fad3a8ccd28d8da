package dev.touchstone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.replay.ReplayedBoot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the matcher against a definition that tries every choice of variants and every length of every run. */
@DisplayName("Matching, held against trying everything,")
class MatchingOracleTest {

    private static final int[] PCRS = {4, 9};

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    @DisplayName("says the same of random boots and random sets of versions")
    void againstTheDefinition(long seed) {
        Random random = new Random(seed);
        int matched = 0;
        for (int round = 0; round < 100; round++) {
            List<ReferenceSet> sets = sets(random);
            List<String> events = events(random, sets);
            ReplayedBoot boot = Golds.boot(events.toArray(String[]::new));
            boolean matches = Golds.match(Golds.merged(sets), boot) instanceof Matching.Outcome.Matched;
            assertThat(matches)
                    .as("seed %d round %d: %s against %s", seed, round, events, sets)
                    .isEqualTo(new Oracle(sets, events).matches());
            matched += matches ? 1 : 0;
        }
        assertThat(matched).as("boots that match").isBetween(15, 85);
    }

    private static List<ReferenceSet> sets(Random random) {
        List<ReferenceSet> sets = new ArrayList<>();
        for (int set = 0; set < 2; set++) {
            for (int version = 1; version <= 1 + random.nextInt(2); version++) {
                List<Component> components = new ArrayList<>();
                for (int number = set; number < 4; number += 2) {
                    components.add(component(random, number));
                }
                sets.add(new ReferenceSet("s" + set, version, Map.of(), components));
            }
        }
        return sets;
    }

    private static Component component(Random random, int number) {
        Variant[] variants = new Variant[1 + random.nextInt(2)];
        for (int i = 0; i < variants.length; i++) {
            variants[i] = variant(random);
        }
        return Golds.component(number, variants);
    }

    private static Variant variant(Random random) {
        int pcr = PCRS[random.nextInt(PCRS.length)];
        return switch (random.nextInt(8)) {
            case 0 -> Golds.anyOf(pcr, pcr + ":a", pcr + ":b");
            case 1 -> Golds.excluded(pcr, 1 + random.nextInt(2));
            default -> Golds.bundled(bundle(random), measured(random, 3).toArray(String[]::new));
        };
    }

    private static String bundle(Random random) {
        return List.of(Variant.OWN_BUNDLE, "other", Variant.INTERCHANGEABLE).get(random.nextInt(3));
    }

    private static List<String> measured(Random random, int atMost) {
        List<String> events = new ArrayList<>();
        for (int i = random.nextInt(atMost + 1); i > 0; i--) {
            events.add(PCRS[random.nextInt(PCRS.length)] + ":" + (char) ('a' + random.nextInt(3)));
        }
        return events;
    }

    /** Mostly what some choice of variants asks for, sometimes spoilt. */
    private static List<String> events(Random random, List<ReferenceSet> sets) {
        Map<Integer, List<Variant>> byNumber = new HashMap<>();
        int version = 1 + random.nextInt(2);
        sets.forEach(set -> set.components().forEach(c -> {
            if (set.version() == version || random.nextInt(4) == 0 || !byNumber.containsKey(c.number())) {
                byNumber.put(c.number(), c.variants());
            }
        }));
        List<String> events = new ArrayList<>();
        byNumber.keySet().stream().sorted().forEach(number -> {
            List<Variant> variants = byNumber.getOrDefault(number, List.of());
            events.addAll(asked(random, variants.get(random.nextInt(variants.size()))));
        });
        if (random.nextInt(4) == 0) {
            events.addAll(random.nextInt(events.size() + 1), measured(random, 1));
        }
        return events;
    }

    private static List<String> asked(Random random, Variant variant) {
        return switch (variant) {
            case Variant.Sequence sequence ->
                sequence.records().stream().map(ReferenceRecord::text).toList();
            case Variant.AnyOf any ->
                Collections.nCopies(
                        random.nextInt(3), any.records().get(random.nextInt(2)).text());
            case Variant.Volatile excluded ->
                Collections.nCopies(random.nextInt(excluded.atMost() + 1), excluded.pcr() + ":x");
            case Variant.HostUnique _, Variant.Ruled _, Variant.BareValues _ -> List.of();
        };
    }

    /** The definition, in the words of the events themselves and without any regard to how long it takes. */
    private static final class Oracle {

        private final List<ReferenceSet> sets;
        private final List<List<String>> events = new ArrayList<>();
        private final List<Integer> numbers;
        private final Set<Integer> judged = new HashSet<>();

        private record Offer(String set, int version, Variant variant) {}

        Oracle(List<ReferenceSet> sets, List<String> events) {
            this.sets = sets;
            for (int pcr = 0; pcr < 16; pcr++) {
                String register = pcr + ":";
                this.events.add(
                        events.stream().filter(e -> e.startsWith(register)).toList());
            }
            this.numbers = sets.stream()
                    .flatMap(s -> s.components().stream())
                    .map(Component::number)
                    .distinct()
                    .sorted()
                    .toList();
            sets.stream()
                    .flatMap(s -> s.components().stream())
                    .flatMap(c -> c.variants().stream())
                    .filter(v -> !(v instanceof Variant.Volatile))
                    .forEach(v -> judged.addAll(v.pcrs()));
        }

        boolean matches() {
            return matches(0, new ArrayList<>(), new int[16]);
        }

        private boolean matches(int index, List<Offer> chosen, int[] at) {
            if (index == numbers.size()) {
                return judged.stream()
                                .allMatch(pcr -> at[pcr] == events.get(pcr).size())
                        && together(chosen);
            }
            for (Offer offer : offers(numbers.get(index))) {
                List<Offer> more = new ArrayList<>(chosen);
                more.add(offer);
                for (int[] after : after(offer.variant(), at)) {
                    if (matches(index + 1, more, after)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private List<Offer> offers(int number) {
            return sets.stream()
                    .flatMap(s -> s.components().stream()
                            .filter(c -> c.number() == number)
                            .flatMap(c -> c.variants().stream())
                            .map(v -> new Offer(s.name(), s.version(), v)))
                    .toList();
        }

        /** Within each set, all that is not interchangeable is of one bundle of one version. */
        private static boolean together(List<Offer> chosen) {
            Map<String, String> bundles = new HashMap<>();
            return chosen.stream().filter(o -> !o.variant().interchangeable()).allMatch(o -> {
                String bundle = o.version() + "/" + o.variant().bundle();
                return bundle.equals(bundles.computeIfAbsent(o.set(), _ -> bundle));
            });
        }

        private List<int[]> after(Variant variant, int[] at) {
            return switch (variant) {
                case Variant.Sequence sequence -> sequence(sequence, at);
                case Variant.AnyOf any -> {
                    List<String> allowed =
                            any.records().stream().map(ReferenceRecord::text).toList();
                    yield run(any.pcr(), at, Integer.MAX_VALUE, allowed::contains);
                }
                case Variant.Volatile excluded -> run(excluded.pcr(), at, excluded.atMost(), _ -> true);
                case Variant.HostUnique _, Variant.Ruled _, Variant.BareValues _ ->
                    throw new AssertionError("not generated");
            };
        }

        private List<int[]> sequence(Variant.Sequence sequence, int[] at) {
            int[] reached = at.clone();
            for (ReferenceRecord wanted : sequence.records()) {
                int next = reached[wanted.pcr()]++;
                List<String> register = events.get(wanted.pcr());
                if (next >= register.size() || !register.get(next).equals(wanted.text())) {
                    return List.of();
                }
            }
            return List.of(reached);
        }

        private List<int[]> run(int pcr, int[] at, int atMost, Predicate<String> allowed) {
            List<int[]> ends = new ArrayList<>();
            List<String> register = events.get(pcr);
            for (int length = 0; length <= atMost; length++) {
                int end = at[pcr] + length;
                if (end > register.size() || (length > 0 && !allowed.test(register.get(end - 1)))) {
                    break;
                }
                int[] reached = at.clone();
                reached[pcr] = end;
                ends.add(reached);
            }
            return ends;
        }
    }
}
