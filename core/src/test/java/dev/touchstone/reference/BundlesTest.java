package dev.touchstone.reference;

import static dev.touchstone.reference.Golds.boot;
import static dev.touchstone.reference.Golds.bundled;
import static dev.touchstone.reference.Golds.component;
import static dev.touchstone.reference.Golds.hostUnique;
import static dev.touchstone.reference.Golds.records;
import static dev.touchstone.reference.Golds.sequence;
import static dev.touchstone.reference.Golds.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.replay.ReplayedBoot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was introduced together")
class BundlesTest {

    private static final ReferenceSet V1 =
            set("os", 1, component(400, sequence("4:kernel 1")), component(430, sequence("12:line 1")));
    private static final ReferenceSet V2 =
            set("os", 2, component(400, sequence("4:kernel 2")), component(430, sequence("12:line 2")));

    private static Matching.Outcome match(Golden golden, ReplayedBoot boot) {
        return Golds.match(Golds.merged(golden.approved()), golden, boot);
    }

    private static Matching.Outcome match(List<ReferenceSet> sets, String... events) {
        return match(Golden.of(sets), boot(events));
    }

    private static Divergence diverged(Matching.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Matching.Outcome.Diverged.class);
        return ((Matching.Outcome.Diverged) outcome).divergence();
    }

    private static Golden golden(List<ReferenceSet> approved, Map<Integer, List<ReferenceRecord>> accepted) {
        return new Golden(approved, List.of(), List.of(), accepted, Map.of());
    }

    @Test
    @DisplayName("matches together, old beside new")
    void sideBySide() {
        assertThat(match(List.of(V1, V2), "4:kernel 1", "12:line 1"))
                .isInstanceOfSatisfying(
                        Matching.Outcome.Matched.class,
                        m -> assertThat(m.versions()).isEqualTo(Map.of("os", 1)));
        assertThat(match(List.of(V1, V2), "4:kernel 2", "12:line 2"))
                .isInstanceOfSatisfying(
                        Matching.Outcome.Matched.class,
                        m -> assertThat(m.versions()).isEqualTo(Map.of("os", 2)));
    }

    @Test
    @DisplayName("does not match mixed, which is told as such, the difference being one part")
    void mixed() {
        Divergence divergence = diverged(match(List.of(V1, V2), "4:kernel 1", "12:line 2"));
        assertThat(divergence.explanation())
                .containsInstanceOf(Explanation.Mixed.class)
                .get()
                .extracting(e -> ((Explanation.Mixed) e)
                        .parts().stream()
                                .map(p -> p.component() + "@" + p.version())
                                .toList())
                .isEqualTo(List.of("400-c400@1", "430-c430@2"));
        assertThat(divergence.differences()).hasSize(1);
    }

    @Test
    @DisplayName("matches with anything if it is marked interchangeable")
    void interchangeable() {
        ReferenceSet third = set(
                "os",
                3,
                component(400, sequence("4:kernel 3")),
                component(430, bundled(Variant.INTERCHANGEABLE, "12:line 3")));
        assertThat(match(List.of(V1, third), "4:kernel 1", "12:line 3"))
                .isInstanceOfSatisfying(
                        Matching.Outcome.Matched.class,
                        m -> assertThat(m.versions()).isEqualTo(Map.of("os", 1)));
        assertThat(match(List.of(V1, third), "4:kernel 3", "12:line 1")).isInstanceOf(Matching.Outcome.Diverged.class);
    }

    @Test
    @DisplayName("may be two bundles of one version, as a baseline of two images is")
    void bundlesOfOneVersion() {
        ReferenceSet two = set(
                "os",
                1,
                component(400, bundled("a", "4:kernel a"), bundled("b", "4:kernel b")),
                component(430, bundled("a", "12:line a"), bundled("b", "12:line b")));
        assertThat(match(List.of(two), "4:kernel b", "12:line b")).isInstanceOf(Matching.Outcome.Matched.class);
        assertThat(match(List.of(two), "4:kernel a", "12:line b")).isInstanceOf(Matching.Outcome.Diverged.class);
    }

    @Test
    @DisplayName("binds nothing across sets: firmware and image move at their own speed")
    void acrossSets() {
        ReferenceSet one = set("firmware", 1, component(0, sequence("0:one")));
        ReferenceSet other = set("firmware", 2, component(0, sequence("0:two")));
        for (String firmware : List.of("0:one", "0:two")) {
            for (int version : new int[] {1, 2}) {
                assertThat(match(List.of(one, other, V1, V2), firmware, "4:kernel " + version, "12:line " + version))
                        .isInstanceOf(Matching.Outcome.Matched.class);
            }
        }
    }

    @Test
    @DisplayName("is told as retired where it was approved once")
    void retired() {
        Golden golden = new Golden(List.of(V2), List.of(V1), List.of(), Map.of(), Map.of());
        Divergence divergence = diverged(match(golden, boot("4:kernel 1", "12:line 1")));
        assertThat(divergence.explanation()).contains(new Explanation.Retired(List.of("os@1")));
        assertThat(diverged(match(golden, boot("4:kernel 9", "12:line 1"))).explanation())
                .isEmpty();
    }

    @Test
    @DisplayName("may hold what is a host's own: only what was accepted of it, and of no other")
    void hostUniqueValues() {
        ReferenceSet own = set("os", 1, component(400, sequence("4:kernel")), component(440, hostUnique(9)));
        Map<Integer, List<ReferenceRecord>> accepted = Map.of(440, records("9:initrd of a"));
        assertThat(match(golden(List.of(own), accepted), boot("4:kernel", "9:initrd of a")))
                .isInstanceOf(Matching.Outcome.Matched.class);
        assertThat(match(golden(List.of(own), accepted), boot("4:kernel", "9:initrd of b")))
                .isInstanceOf(Matching.Outcome.Diverged.class);
        assertThat(match(golden(List.of(own), Map.of()), boot("4:kernel", "9:initrd of a")))
                .isInstanceOf(Matching.Outcome.Diverged.class);
        assertThat(match(golden(List.of(own), accepted), boot("4:kernel", "9:initrd of a", "9:more")))
                .isInstanceOf(Matching.Outcome.Diverged.class);
        assertThat(match(
                        golden(List.of(own), Map.of(440, records("4:initrd of a"))), boot("4:kernel", "9:initrd of a")))
                .isInstanceOf(Matching.Outcome.Diverged.class);
    }

    @Test
    @DisplayName("shares a fingerprint across hosts with initrds of their own, when the kernel differs alike")
    void hostUniqueCountsByName() {
        ReferenceSet own = set("os", 1, component(400, sequence("4:kernel")), component(440, hostUnique(9)));
        Golden golden = golden(List.of(own), Map.of());
        Divergence one = diverged(match(golden, boot("4:other", "9:initrd of a")));
        assertThat(diverged(match(golden, boot("4:other", "9:initrd of b"))).fingerprint())
                .isEqualTo(one.fingerprint());
        assertThat(diverged(match(golden, boot("4:third", "9:initrd of b"))).fingerprint())
                .isNotEqualTo(one.fingerprint());
        assertThat(one.differing()).isEqualTo(Set.of("400-c400", "440-c440"));
    }

    @Test
    @DisplayName("stays within bounds however many components are optional and whatever runs overlap")
    void adversarial() {
        Component[] components = IntStream.range(0, 120)
                .mapToObj(number -> component(
                        number,
                        sequence(),
                        sequence((number % 12) + ":same"),
                        Golds.anyOf(number % 12, (number % 12) + ":same"),
                        Golds.excluded(number % 12, 50)))
                .toArray(Component[]::new);
        String[] events =
                IntStream.range(0, 2_000).mapToObj(i -> (i % 12) + ":same").toArray(String[]::new);
        assertThat(match(List.of(set("wide", 1, components)), events)).isNotNull();
    }

    @Test
    @DisplayName("lets a run of many be followed by what comes after, without a reading for each length")
    void longRuns() {
        ReferenceSet roms = set(
                "platform",
                1,
                component(0, Golds.anyOf(2, "2:rom"), sequence()),
                component(1, sequence("2:separator")),
                component(2, Golds.excluded(1, 100_000)),
                component(3, sequence("1:separator")));
        String[] events = IntStream.range(0, 3_002)
                .mapToObj(i -> i == 3_000 ? "2:separator" : i == 3_001 ? "1:separator" : (1 + i % 2) + ":rom")
                .toArray(String[]::new);
        assertThat(match(List.of(roms), events))
                .isInstanceOfSatisfying(
                        Matching.Outcome.Matched.class,
                        m -> assertThat(m.components())
                                .filteredOn(c -> !c.notChecked().isEmpty())
                                .singleElement()
                                .satisfies(c -> assertThat(c.notChecked()).hasSize(1_500)));
    }
}
