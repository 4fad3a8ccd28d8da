package dev.touchstone.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.Boots;
import dev.touchstone.replay.ReplayedBoot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("A baseline")
class BaselineTest {

    private static final Set<Integer> PCRS = Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14);

    private static Baseline of(Map<String, ReplayedBoot> boots) {
        BaselineBuilder builder = new BaselineBuilder();
        boots.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> builder.add(e.getKey(), e.getValue(), PCRS));
        return builder.build();
    }

    private static Baseline.Part part(Baseline baseline, BootPart part) {
        return baseline.parts().stream()
                .filter(p -> p.component() == part.number())
                .findFirst()
                .orElseThrow();
    }

    private static Map<Integer, Baseline.Match> sequences(Baseline baseline) {
        return baseline.parts().stream()
                .collect(Collectors.toMap(Baseline.Part::component, _ -> Baseline.Match.SEQUENCE));
    }

    private static boolean matches(List<Component> components, ReplayedBoot boot) {
        MergedReference reference = Golds.merged(List.of(new ReferenceSet("s", 1, Map.of(), components)));
        return Golds.match(reference, boot) instanceof Matching.Outcome.Matched;
    }

    @ParameterizedTest
    @FieldSource("dev.touchstone.Boots#ALL")
    @DisplayName("of one recorded boot names its parts, and is matched by that boot and no other")
    void oneBoot(String name) {
        List<Component> components = Capture.of(Boots.recorded(name), "captured", PCRS);
        for (String other : Boots.ALL) {
            assertThat(matches(components, Boots.recorded(other))).isEqualTo(other.equals(name));
        }
    }

    @Test
    @DisplayName("of two images has both in bundles: each matches, no mix of them does")
    void twoImages() {
        Map<String, ReplayedBoot> boots = new HashMap<>();
        IntStream.range(0, 5).forEach(i -> boots.put("old-" + i, Boots.recorded("golden")));
        IntStream.range(0, 3).forEach(i -> boots.put("new-" + i, Boots.recorded("new-initrd")));
        boots.put("odd", Boots.recorded("altered-cmdline"));
        Baseline baseline = of(boots);
        assertThat(part(baseline, BootPart.INITRD).forms()).hasSize(2);
        assertThat(baseline.hosts(part(baseline, BootPart.INITRD), 0)).isEqualTo(3);
        assertThat(baseline.hosts(part(baseline, BootPart.INITRD), 1)).isEqualTo(6);
        assertThat(part(baseline, BootPart.KERNEL).forms()).hasSize(1);
        BaselineDraft draft = new BaselineDraft(baseline, sequences(baseline), 2);
        assertThat(draft.hosts()).hasSize(8).doesNotContain("odd");
        assertThat(matches(draft.components(), Boots.recorded("golden"))).isTrue();
        assertThat(matches(draft.components(), Boots.recorded("new-initrd"))).isTrue();
        assertThat(matches(draft.components(), Boots.recorded("altered-cmdline")))
                .isFalse();
    }

    @Test
    @DisplayName("suggests what is each host's own, and gives each host's value")
    void hostUnique() {
        Map<String, ReplayedBoot> boots = new HashMap<>();
        IntStream.range(0, 9).forEach(i -> boots.put("h" + i, Golds.boot("0:fw", "4:kernel", "12:root=" + i)));
        Baseline baseline = of(boots);
        Baseline.Part line = part(baseline, BootPart.PASSED_COMMAND_LINE);
        assertThat(baseline.suggestion(line)).isEqualTo(Baseline.Match.HOST_UNIQUE);
        Map<Integer, Baseline.Match> matches = sequences(baseline);
        matches.put(line.component(), Baseline.Match.HOST_UNIQUE);
        BaselineDraft draft = new BaselineDraft(baseline, matches, 5);
        assertThat(draft.hostValues())
                .hasSize(9)
                .allSatisfy((host, values) -> assertThat(values)
                        .extractingByKey(line.component())
                        .isEqualTo(line.forms()
                                .get(Integer.parseInt(host.substring(1)))
                                .records()));
        assertThat(matches(draft.components(), Golds.boot("0:fw", "4:kernel", "12:root=1")))
                .isFalse();
    }

    @Test
    @DisplayName("takes lacking a part for a form of it")
    void lacking() {
        Baseline baseline =
                of(Map.of("with", Golds.boot("4:kernel", "13:extension"), "without", Golds.boot("4:kernel")));
        List<Component> components = new BaselineDraft(baseline, sequences(baseline), 1).components();
        assertThat(matches(components, Golds.boot("4:kernel"))).isTrue();
        assertThat(matches(components, Golds.boot("4:kernel", "13:extension"))).isTrue();
        assertThat(matches(components, Golds.boot("4:kernel", "13:other"))).isFalse();
    }

    @Test
    @DisplayName("refuses parts it has not, minimums nothing reaches, and host-unique parts of many shapes")
    void refusals() {
        Baseline baseline = of(Map.of("a", Golds.boot("4:k", "12:x"), "b", Golds.boot("4:k", "12:x", "12:y")));
        assertThatThrownBy(() -> new BaselineDraft(baseline, Map.of(999, Baseline.Match.SEQUENCE), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BaselineDraft(baseline, sequences(baseline), 2))
                .hasMessageContaining("2 hosts or more");
        assertThatThrownBy(() -> new BaselineDraft(baseline, Map.of(460, Baseline.Match.HOST_UNIQUE), 1).components())
                .hasMessageContaining("not the same events");
    }

    @Test
    @DisplayName("differs from the next in the parts that changed, told by record")
    void diff() {
        VersionDiff diff = VersionDiff.of(
                Capture.of(Boots.recorded("golden"), "v1", PCRS), Capture.of(Boots.recorded("new-initrd"), "v2", PCRS));
        assertThat(diff.components().stream()
                        .filter(c -> c.kind() != VersionDiff.Kind.SAME)
                        .map(VersionDiff.ComponentDiff::component))
                .containsExactly("405-kernel-image", "420-os-release", "440-initrd", "480-loaded-initrd");
        assertThat(diff.components().stream()
                        .filter(c -> c.component().equals("440-initrd"))
                        .flatMap(c -> c.records().stream()))
                .singleElement()
                .satisfies(r -> assertThat(r.kind()).isEqualTo(VersionDiff.Kind.CHANGED));
    }
}
