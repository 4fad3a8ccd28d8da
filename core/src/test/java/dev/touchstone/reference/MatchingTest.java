package dev.touchstone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.replay.ReplayedBoot;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Matching")
class MatchingTest {

    private static final HashAlgorithm BANK = HashAlgorithm.SHA256;

    /** Events written as {@code 4:kernel}: PCR and what was measured. */
    private static ReplayedBoot boot(String... events) {
        Machine machine = new Machine(BANK);
        for (String event : events) {
            machine.firmware(pcr(event), what(event));
        }
        return machine.boot();
    }

    private static Variant variant(String... records) {
        return new Variant.Sequence(
                String.join(" ", records),
                Set.of(15),
                Arrays.stream(records)
                        .map(r -> new ReferenceRecord(pcr(r), Map.of(BANK, BANK.hash(Bytes.ofUtf8(what(r)))), r))
                        .toList());
    }

    private static int pcr(String event) {
        return Integer.parseInt(event.substring(0, event.indexOf(':')));
    }

    private static String what(String event) {
        return event.substring(event.indexOf(':') + 1);
    }

    private static Component component(int number, Variant... variants) {
        return new Component(number, "c" + number, List.of(variants));
    }

    private static MergedReference reference(Component... components) {
        MergedReference.Outcome outcome =
                MergedReference.merge(List.of(new ReferenceSet("set", 1, Map.of(), List.of(components))));
        return ((MergedReference.Outcome.Merged) outcome).reference();
    }

    private static boolean matches(ReplayedBoot boot, Component... components) {
        return Golds.match(reference(components), boot) instanceof Matching.Outcome.Matched;
    }

    private static List<String> differences(ReplayedBoot boot, Component... components) {
        return divergence(boot, components).differences().stream()
                .map(d -> switch (d) {
                    case Difference.Changed c -> "changed " + c.reference().text() + " in " + c.component();
                    case Difference.Missing m -> "missing " + m.reference().text() + " in " + m.component();
                    case Difference.Extra e -> "extra #" + e.measured().index() + " in " + e.component();
                    case Difference.HostValue h -> "host value " + h.slot().text() + " in " + h.component();
                    case Difference.RuleFailed r -> "rule " + r.failure().rule() + " in " + r.component();
                    case Difference.Value v -> "value of PCR " + v.register() + " in " + v.component();
                })
                .toList();
    }

    private static Divergence divergence(ReplayedBoot boot, Component... components) {
        return switch (Golds.match(reference(components), boot)) {
            case Matching.Outcome.Diverged(Divergence divergence) -> divergence;
            case Matching.Outcome.Matched matched -> throw new AssertionError(matched.toString());
        };
    }

    @Test
    @DisplayName("lays components end to end by number, in each PCR, whatever the order they are given in")
    void componentOrder() {
        Component first = component(100, variant("4:a", "5:x"));
        Component second = component(200, variant("4:b"));
        assertThat(matches(boot("4:a", "4:b", "5:x"), second, first)).isTrue();
        assertThat(matches(boot("4:b", "4:a", "5:x"), first, second)).isFalse();
    }

    @Test
    @DisplayName("wants all events, in order, none repeated, none besides")
    void exactAndOrdered() {
        Component golden = component(1, variant("4:a", "4:b"));
        assertThat(matches(boot("4:a", "4:b"), golden)).isTrue();
        assertThat(differences(boot("4:b", "4:a"), golden)).hasSize(2);
        assertThat(differences(boot("4:a"), golden)).containsExactly("missing 4:b in 001-c1");
        assertThat(differences(boot("4:b"), golden)).containsExactly("missing 4:a in 001-c1");
        assertThat(differences(boot("4:a", "4:b", "4:b"), golden)).containsExactly("extra #3 in 001-c1");
        assertThat(differences(boot("4:a", "4:b", "15:c"), golden)).containsExactly("extra #3 in 001-c1");
        assertThat(differences(boot("4:a", "4:c"), golden)).containsExactly("changed 4:b in 001-c1");
        assertThat(differences(boot(), golden)).containsExactly("missing 4:a in 001-c1", "missing 4:b in 001-c1");
    }

    @Test
    @DisplayName("takes a variant as a whole: PCR 4 of one and PCR 11 of another never match")
    void variantsAreConsistentAcrossPcrs() {
        Component os = component(400, variant("4:A", "11:A"), variant("4:B", "11:B"));
        assertThat(matches(boot("4:A", "11:A"), os)).isTrue();
        assertThat(matches(boot("4:B", "11:B"), os)).isTrue();
        assertThat(differences(boot("4:A", "11:B"), os)).hasSize(1);
        assertThat(matches(boot("4:B", "11:A"), os)).isFalse();
    }

    @Test
    @DisplayName("finds the one reading that holds among variants that are prefixes of each other")
    void prefixes() {
        Component first = component(1, variant("4:a"), variant("4:a", "4:b"), variant());
        Component second = component(2, variant("4:b", "4:c"), variant("4:c"));
        assertThat(matches(boot("4:a", "4:b", "4:c"), first, second)).isTrue();
        assertThat(matches(boot("4:a", "4:c"), first, second)).isTrue();
        assertThat(matches(boot("4:b", "4:c"), first, second)).isTrue();
        assertThat(matches(boot("4:c"), first, second)).isTrue();
        assertThat(matches(boot("4:a", "4:b"), first, second)).isFalse();
        assertThat(matches(boot("4:a", "4:b", "4:b"), first, second)).isFalse();
    }

    @Test
    @DisplayName("tells the differences from the variant with most in common, not from the shortest")
    void nearest() {
        Component os = component(400, variant("4:loader"), variant("4:loader", "4:kernel", "9:initrd"), variant());
        assertThat(differences(boot("4:loader", "4:kernel", "9:other"), os))
                .containsExactly("changed 9:initrd in 400-c400");
        assertThat(differences(boot("4:rogue"), os)).containsExactly("extra #1 in 400-c400");
    }

    @Test
    @DisplayName("names the differences in boot order across PCRs, and those without a place last")
    void bootOrder() {
        Component os = component(400, variant("9:x", "4:a", "4:b", "11:gone", "12:y"));
        Divergence divergence = divergence(boot("12:z", "4:b", "9:q"), os);
        assertThat(divergence.first().pcr()).hasValue(12);
        assertThat(divergence.differences())
                .extracting(d -> d.pcr().orElseThrow())
                .containsExactly(12, 4, 9, 11);
    }

    @Test
    @DisplayName("gives equal fingerprints for equal sets of unmatched digests, in whatever order they came")
    void fingerprintsEqual() {
        Component os = component(400, variant("4:a", "9:b"));
        Bytes fingerprint = divergence(boot("4:x", "9:y"), os).fingerprint();
        assertThat(divergence(boot("9:y", "4:x"), os).fingerprint()).isEqualTo(fingerprint);
        assertThat(divergence(boot("1:unjudged", "4:x", "9:y"), os).fingerprint())
                .isEqualTo(fingerprint);
        assertThat(divergence(boot("4:x", "9:y"), component(7, variant("4:a", "9:b")))
                        .fingerprint())
                .isEqualTo(fingerprint);
    }

    @Test
    @DisplayName("gives different fingerprints for everything else that did not match")
    void fingerprintsDiffer() {
        Component os = component(400, variant("4:a", "9:b"));
        List<ReplayedBoot> boots = List.of(
                boot("4:x", "9:b"),
                boot("4:y", "9:b"),
                boot("4:x", "9:x"),
                boot("4:x"),
                boot("4:x", "4:x", "9:b"),
                boot("4:x", "4:a", "9:b"),
                boot("9:b"),
                boot("4:a"),
                boot());
        assertThat(boots.stream().map(b -> divergence(b, os).fingerprint()).distinct())
                .hasSameSizeAs(boots);
    }

    @Test
    @DisplayName("refuses a PCR that was not quoted, though nothing is allowed in it and nothing came")
    void notQuoted() {
        assertThat(differences(boot("4:a"), component(1, variant("4:a", "17:x"))))
                .containsExactly("value of PCR 17 in 001-c1", "missing 17:x in 001-c1");
        Component empty = component(
                1,
                new Variant.Sequence(
                        "nothing",
                        Set.of(17),
                        List.of(((Variant.Sequence) variant("4:a")).records().getFirst())));
        assertThat(differences(boot("4:a"), empty)).containsExactly("value of PCR 17 in 001-c1");
    }

    @Test
    @DisplayName("stays within its bound for a reference made to branch, and then refuses")
    void branching() {
        String[] events =
                IntStream.range(0, 600).mapToObj(i -> (i % 15) + ":same").toArray(String[]::new);
        ReplayedBoot boot = boot(events);
        MergedReference reference = reference(IntStream.range(0, 200)
                .mapToObj(number -> component(number, prefixes(16, number)))
                .toArray(Component[]::new));
        Golds.match(reference, boot); // once to load classes
        long before = allocated();
        assertThat(Golds.match(reference, boot)).isInstanceOf(Matching.Outcome.Diverged.class);
        // A reading tried costs at least its positions, 112 bytes: their number is bounded by what was allocated.
        assertThat(allocated() - before).isLessThan(200L * 16 * Matching.MAX_READINGS * 200);
        assertThat(divergence(boot("4:other"), component(1, prefixes(16, 1)))).isNotNull();
    }

    @Test
    @DisplayName("of many variants that fall together has one reading, however many components there are")
    void convergence() {
        Component[] components = IntStream.range(0, 100)
                .mapToObj(number -> component(number, variant(), variant("4:same")))
                .toArray(Component[]::new);
        assertThat(matches(boot(IntStream.range(0, 60).mapToObj(_ -> "4:same").toArray(String[]::new)), components))
                .isTrue();
    }

    private static Variant[] prefixes(int count, int seed) {
        List<String> records = new ArrayList<>();
        Variant[] variants = new Variant[count];
        for (int i = 0; i < count; i++) {
            variants[i] = variant(records.toArray(String[]::new));
            records.add(((i * 7 + seed) % 15) + ":same");
        }
        return variants;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().threadId());
    }
}
