package dev.touchstone.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.Boots;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Golden measurements")
class ReferenceShapesTest {

    private static final Bytes DIGEST = Bytes.filled(32, 1);
    private static final Variant NOTHING = new Variant.Sequence("nothing", Set.of(4), List.of());

    private static ReferenceRecord record(int pcr) {
        return new ReferenceRecord(pcr, Map.of(HashAlgorithm.SHA256, DIGEST), "x");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 16, 23, 24})
    @DisplayName("cannot be of a PCR that is not there, or that anyone may reset")
    void pcrs(int pcr) {
        assertThatThrownBy(() -> record(pcr)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Variant.Sequence("v", Set.of(pcr), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Variant.BareValues("v", Map.of(pcr, Map.of(HashAlgorithm.SHA256, DIGEST))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("have a digest, of its bank's size")
    void digests() {
        assertThatThrownBy(() -> new ReferenceRecord(4, Map.of(), "x")).hasMessageContaining("needs a digest");
        assertThatThrownBy(() -> new ReferenceRecord(4, Map.of(HashAlgorithm.SHA1, DIGEST), "x"))
                .hasMessageContaining("sha1 digests have 20 bytes, not 32");
        assertThatThrownBy(() -> new Variant.BareValues("v", Map.of(4, Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Variant.BareValues("v", Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("do not change after they are made")
    void immutable() {
        Map<HashAlgorithm, Bytes> banks = new EnumMap<>(Map.of(HashAlgorithm.SHA256, DIGEST));
        Map<Integer, Map<HashAlgorithm, Bytes>> values = new HashMap<>(Map.of(14, banks));
        Variant.BareValues bare = new Variant.BareValues("v", values);
        banks.put(HashAlgorithm.SHA256, Bytes.filled(32, 2));
        values.clear();
        assertThat(bare.value(14, HashAlgorithm.SHA256)).contains(DIGEST);
    }

    @Test
    @DisplayName("are numbered 0 to 999, each number once in a set, each with a variant that speaks of a PCR")
    void components() {
        assertThatThrownBy(() -> new Component(1000, "x", List.of(NOTHING))).hasMessageContaining("0 to 999");
        assertThatThrownBy(() -> new Component(-1, "x", List.of(NOTHING))).hasMessageContaining("0 to 999");
        assertThatThrownBy(() -> new Component(1, "x", List.of())).hasMessageContaining("no variant");
        assertThatThrownBy(() -> new Variant.Sequence("v", Set.of(), List.of())).hasMessageContaining("no PCR");
        Component one = new Component(1, "x", List.of(NOTHING));
        assertThatThrownBy(() -> new ReferenceSet("s", 1, Map.of(), List.of(one, one)))
                .hasMessageContaining("twice");
        assertThat(new Component(7, "x", List.of(NOTHING)).id()).isEqualTo("007-x");
    }

    @Test
    @DisplayName("select the hosts that carry every label they ask for")
    void selectors() {
        ReferenceSet set = new ReferenceSet("s", 1, Map.of("role", "db", "site", "ams"), List.of());
        assertThat(set.selects(Map.of("role", "db", "site", "ams", "rack", "12")))
                .isTrue();
        assertThat(set.selects(Map.of("role", "db"))).isFalse();
        assertThat(set.selects(Map.of("role", "web", "site", "ams"))).isFalse();
        assertThat(new ReferenceSet("s", 1, Map.of(), List.of()).selects(Map.of()))
                .isTrue();
    }

    @Test
    @DisplayName("of versions of one set are alternatives, each once, whatever they are called, the newest first")
    void union() {
        Component one = new Component(1, "x", List.of(NOTHING));
        Variant other = new Variant.Sequence("other", Set.of(), List.of(record(4)));
        Component two = new Component(1, "x", List.of(other, NOTHING));
        MergedReference merged = ((MergedReference.Outcome.Merged) MergedReference.merge(List.of(
                        new ReferenceSet("s", 1, Map.of(), List.of(one)),
                        new ReferenceSet("s", 2, Map.of(), List.of(two)))))
                .reference();
        assertThat(merged.components())
                .singleElement()
                .satisfies(c -> assertThat(c.variants()).containsExactly(other, NOTHING));
        assertThat(merged.sets()).containsExactly("s@1", "s@2");
    }

    @Test
    @DisplayName("captured by the parts of a boot, as far as the PCRs asked for reach")
    void capture() {
        assertThat(Capture.of(Boots.recorded("golden"), "g", Set.of(0, 4, 7)))
                .extracting(Component::id)
                .containsExactly(
                        "000-firmware",
                        "300-secure-boot-policy",
                        "350-boot-attempt",
                        "400-boot-loader",
                        "405-kernel-image");
        assertThat(Capture.of(Boots.recorded("golden"), "g", Set.of(4)))
                .hasSize(3)
                .allSatisfy(c -> assertThat(c.pcrs()).containsExactly(4));
    }

    @Test
    @DisplayName("are captured only of PCRs that were quoted and that a log accounts for")
    void notCapturable() {
        assertThat(Capture.capturable(Boots.recorded("golden")))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15);
        for (Set<Integer> pcrs : List.of(Set.of(10), Set.of(4, 20), Set.<Integer>of())) {
            assertThatThrownBy(() -> Capture.of(Boots.recorded("golden"), "g", pcrs))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("can be captured");
        }
    }
}
