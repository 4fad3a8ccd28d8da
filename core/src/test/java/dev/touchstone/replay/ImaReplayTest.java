package dev.touchstone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaListBuilder;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.replay.ReplayFailure.ImaOutsidePcr;
import dev.touchstone.replay.ReplayFailure.ImaRecordForged;
import dev.touchstone.replay.ReplayFailure.PcrMismatch;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("IMA's list held against the quote")
class ImaReplayTest {

    private static final HashAlgorithm SHA1 = HashAlgorithm.SHA1;
    private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
    private static final HashAlgorithm SHA384 = HashAlgorithm.SHA384;
    private static final int COUNT = 8;
    private static final int QUOTED = 6;

    private final Machine machine = Machine.booted("quiet");
    private final ImaListBuilder list = ImaListBuilder.ofFiles(COUNT - 1).violation("/var/log/x");

    ImaReplayTest() {
        Collections.swap(list.entries(), 2, COUNT - 1);
    }

    /** The machine's PCRs with IMA's after {@code count} records. */
    private PcrValues quotedAfter(int count) {
        PcrValues values = machine.values();
        for (HashAlgorithm bank : List.of(SHA1, SHA256)) {
            values = Boots.with(values, bank, 10, list.value(bank, machine.value(bank, 10), count));
        }
        return values;
    }

    private ReplayOutcome outcome(PcrValues values, ImaEvidence ima) {
        return Replay.of(Boots.quote(values), FirmwareReplay.of(machine.log().parse()), machine.userspaceLog(), ima);
    }

    private ReplayOutcome outcome(PcrValues values, ImaLog log) {
        return outcome(values, new ImaEvidence(log, ImaCheckpoint.ZERO));
    }

    private ReplayedIma bound(PcrValues values, ImaLog log) {
        return ima(outcome(values, log));
    }

    private static ReplayedIma ima(ReplayOutcome outcome) {
        return Boots.replayed(outcome).ima().orElseThrow();
    }

    private static List<ReplayFailure> failures(ReplayOutcome outcome) {
        return switch (outcome) {
            case ReplayOutcome.Contradicted(List<ReplayFailure> failures) -> failures;
            case ReplayOutcome.Replayed replayed -> throw new AssertionError(replayed.toString());
        };
    }

    private static PcrValues only(Map<HashAlgorithm, Bytes> pcr10) {
        Map<HashAlgorithm, Map<Integer, Bytes>> values = new EnumMap<>(HashAlgorithm.class);
        pcr10.forEach((bank, value) -> values.put(bank, Map.of(10, value)));
        return Boots.values(values);
    }

    /** A quote of PCR 10 alone, on a host without firmware measurements. */
    private ReplayOutcome alone(Map<HashAlgorithm, Bytes> pcr10) {
        return Replay.of(
                Boots.quote(only(pcr10)),
                FirmwareReplay.of(Boots.parse(Bytes.EMPTY)),
                Boots.NO_USERSPACE,
                new ImaEvidence(list.parse(), ImaCheckpoint.ZERO));
    }

    @Test
    @DisplayName("explains its PCR in every bank, and adds no events")
    void whole() {
        ReplayedBoot boot = Boots.replayed(outcome(quotedAfter(COUNT), list.parse()));
        assertThat(boot.unexplained()).isEmpty();
        assertThat(boot.events()).hasSameSizeAs(machine.boot().events());
        assertThat(boot.isWholeInEvents(10)).isFalse();
        ReplayedIma ima = boot.ima().orElseThrow();
        assertThat(ima.bound()).isEqualTo(COUNT);
        assertThat(ima.violations()).isEqualTo(1);
        assertThat(ima.variants())
                .containsExactly(Map.entry(SHA1, ImaVariant.PER_BANK), Map.entry(SHA256, ImaVariant.PER_BANK));
    }

    @Test
    @DisplayName("is cut at the record that reaches the quote; what runs ahead is left out, whatever it is")
    void ahead() {
        list.change(7, e -> e.withPcr(7).withHeader(Bytes.filled(20, 1)));
        ReplayedIma ima = bound(quotedAfter(QUOTED), list.parse());
        assertThat(ima.bound()).isEqualTo(QUOTED);
        assertThat(ima.records()).hasSize(QUOTED);
        assertThat(ima.log().size()).isEqualTo(COUNT);
        assertThat(ima.violations()).isEqualTo(1);
        assertThat(ima.checkpoint().records()).isEqualTo(QUOTED);
        assertThat(ima.checkpoint().values().get(SHA256)).isEqualTo(list.value(SHA256, SHA256.zero(), QUOTED));
    }

    @Test
    @DisplayName("may be of a quote taken before its first record")
    void none() {
        ReplayedBoot boot = Boots.replayed(outcome(quotedAfter(0), list.parse()));
        assertThat(boot.ima().orElseThrow().bound()).isZero();
        assertThat(boot.ima().orElseThrow().checkpoint()).isEqualTo(ImaCheckpoint.ZERO);
        assertThat(boot.isWholeInEvents(10)).isTrue();
    }

    @Test
    @DisplayName("follows firmware and userspace in the same PCR")
    void order() {
        machine.firmware(10, "firmware").userspace(10, "userspace");
        ReplayedBoot boot = Boots.replayed(outcome(quotedAfter(QUOTED), list.parse()));
        assertThat(boot.ima().orElseThrow().bound()).isEqualTo(QUOTED);
        assertThat(boot.events()).filteredOn(e -> e.pcr() == 10).hasSize(2);
        machine.record(10, "not extended", Map.of(SHA256, Bytes.filled(32, 1), SHA1, Bytes.filled(20, 1)));
        assertThat(failures(outcome(quotedAfter(QUOTED), list.parse()))).hasSize(2);
    }

    @Test
    @DisplayName("may be of another PCR, where the kernel was built so")
    void otherPcr() {
        for (int i = 0; i < COUNT; i++) {
            list.change(i, e -> e.withPcr(13));
        }
        PcrValues values = machine.values();
        for (HashAlgorithm bank : List.of(SHA1, SHA256)) {
            values = Boots.with(values, bank, 13, list.value(bank));
        }
        assertThat(ima(outcome(values, new ImaEvidence(list.parse(), ImaCheckpoint.ZERO, 13)))
                        .bound())
                .isEqualTo(COUNT);
    }

    @Test
    @DisplayName("is not bound where its PCR is not quoted")
    void notQuoted() {
        PcrValues some =
                Boots.values(Map.of(SHA256, new TreeMap<>(machine.values().bank(SHA256)).headMap(8)));
        assertThat(Boots.replayed(outcome(some, list.parse())).ima()).isEmpty();
    }

    @Test
    @DisplayName("of a kernel before 5.8 is extended as SHA-1 with zeros behind, violations too")
    void padded() {
        ReplayedIma ima = ima(alone(Map.of(
                SHA1, list.paddedValue(SHA1, QUOTED),
                SHA256, list.paddedValue(SHA256, QUOTED),
                SHA384, list.paddedValue(SHA384, QUOTED))));
        assertThat(ima.bound()).isEqualTo(QUOTED);
        assertThat(ima.violations()).isEqualTo(1);
        assertThat(ima.variants())
                .isEqualTo(Map.of(
                        SHA1, ImaVariant.PER_BANK,
                        SHA256, ImaVariant.PADDED_SHA1,
                        SHA384, ImaVariant.PADDED_SHA1));
    }

    @Test
    @DisplayName("of a kernel without a bank's hash is extended the old way in that bank alone")
    void mixed() {
        ReplayedIma ima = ima(alone(
                Map.of(SHA256, list.value(SHA256, SHA256.zero(), QUOTED), SHA384, list.paddedValue(SHA384, QUOTED))));
        assertThat(ima.variants()).isEqualTo(Map.of(SHA256, ImaVariant.PER_BANK, SHA384, ImaVariant.PADDED_SHA1));
    }

    @Test
    @DisplayName("must reach the quoted value of all banks at one record")
    void jointly() {
        Map<HashAlgorithm, Bytes> apart =
                Map.of(SHA1, list.value(SHA1, SHA1.zero(), 3), SHA256, list.value(SHA256, SHA256.zero(), 4));
        assertThat(failures(alone(apart)))
                .extracting(f -> ((PcrMismatch) f).bank())
                .containsExactlyInAnyOrder(SHA1, SHA256);
    }

    @Test
    @DisplayName("that ends before the quoted record contradicts the quote, with the values it does lead to")
    void tooShort() {
        ImaLog cut = ImaListBuilder.ofFiles(2).parse();
        PcrValues values = quotedAfter(QUOTED);
        assertThat(failures(outcome(values, cut)))
                .containsExactlyInAnyOrder(
                        mismatch(SHA1, values, ImaListBuilder.ofFiles(2)),
                        mismatch(SHA256, values, ImaListBuilder.ofFiles(2)));
    }

    private static ReplayFailure mismatch(HashAlgorithm bank, PcrValues values, ImaListBuilder reached) {
        return new PcrMismatch(
                bank,
                10,
                values.value(bank, 10).orElseThrow(),
                reached.value(bank),
                reached.entries().size());
    }

    private void contradicts(PcrValues values) {
        assertThat(failures(outcome(values, list.parse())))
                .hasSize(2)
                .allMatch(f -> f instanceof PcrMismatch m && m.pcr() == 10);
    }

    @Test
    @DisplayName("with a changed file digest under the old template hash contradicts the quote")
    void changedDigest() {
        PcrValues values = quotedAfter(QUOTED);
        byte[] data = list.entries().get(3).data().toArray();
        data[15] ^= 1;
        list.change(3, e -> e.withData(Bytes.of(data)));
        contradicts(values);
    }

    @Test
    @DisplayName("with a record dropped, added, repeated, or out of order contradicts the quote")
    void moved() {
        PcrValues values = quotedAfter(QUOTED);
        Collections.swap(list.entries(), 3, 4);
        contradicts(values);
        Collections.swap(list.entries(), 3, 4);
        ImaListBuilder.Entry dropped = list.entries().remove(1);
        contradicts(values);
        list.entries().add(1, dropped);
        list.entries().add(1, dropped);
        contradicts(values);
        list.entries().remove(1);
        assertThat(bound(values, list.parse()).bound()).isEqualTo(QUOTED);
    }

    @Test
    @DisplayName("with a record passed off as a violation, or a violation as a record, contradicts the quote")
    void falseViolation() {
        PcrValues values = quotedAfter(QUOTED);
        Bytes good = list.entries().get(3).header();
        list.change(3, e -> e.withHeader(Bytes.filled(20, 0)));
        contradicts(values);
        list.change(3, e -> e.withHeader(good)).change(2, e -> e.withHeader(Bytes.filled(20, 1)));
        contradicts(values);
    }

    @Test
    @DisplayName("with a violation inserted contradicts the quote")
    void insertedViolation() {
        PcrValues values = quotedAfter(QUOTED);
        list.entries().add(3, list.entries().get(2));
        contradicts(values);
    }

    @Test
    @DisplayName("with a template hash that is not its data's is forged, though the data reaches the quote")
    void forged() {
        PcrValues values = quotedAfter(QUOTED);
        list.change(4, e -> e.withHeader(Bytes.filled(20, 1))).change(5, e -> e.withHeader(Bytes.filled(20, 1)));
        assertThat(failures(outcome(values, list.parse()))).containsExactly(new ImaRecordForged(4));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 11, 23})
    @DisplayName("with a record of another PCR before the quoted one is refused, even where it was not extended")
    void outside(int pcr) {
        PcrValues values = quotedAfter(QUOTED);
        list.change(3, e -> e.withPcr(pcr));
        assertThat(failures(outcome(values, list.parse()))).containsExactly(new ImaOutsidePcr(3, pcr));
        list.entries().add(3, list.entries().get(3));
        assertThat(failures(outcome(values, list.parse()))).containsExactly(new ImaOutsidePcr(3, pcr));
    }

    @Test
    @DisplayName("that fails is told beside the PCRs that do")
    void besideOthers() {
        PcrValues values = Boots.with(quotedAfter(QUOTED), SHA256, 4, Bytes.filled(32, 1));
        assertThat(failures(outcome(values, ImaListBuilder.ofFiles(1).parse())))
                .extracting(f -> ((PcrMismatch) f).pcr())
                .containsExactlyInAnyOrder(4, 10, 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, QUOTED})
    @DisplayName("taken up from a checkpoint comes to the same as the whole")
    void resumed(int cut) {
        ImaLog whole = list.parse();
        ReplayedIma first = bound(quotedAfter(cut), whole);
        assertThat(first.bound()).isEqualTo(cut);
        ImaLog rest = ImaListBuilder.parsed(
                whole.raw().slice(whole.offset(cut), whole.raw().length()));
        ReplayedIma second = ima(outcome(quotedAfter(QUOTED), new ImaEvidence(rest, first.checkpoint())));
        ReplayedIma atOnce = bound(quotedAfter(QUOTED), whole);
        assertThat(second.from()).isEqualTo(cut);
        assertThat(second.bound()).isEqualTo(QUOTED - cut);
        assertThat(second.checkpoint()).isEqualTo(atOnce.checkpoint());
        assertThat(second.bootAggregate()).isEmpty();
        assertThat(atOnce.bootAggregate()).isPresent();
    }

    @Test
    @DisplayName("taken up from a checkpoint numbers its failures by the boot's records")
    void resumedNumbers() {
        ReplayedIma first = bound(quotedAfter(2), list.parse());
        PcrValues values = quotedAfter(QUOTED);
        list.change(3, e -> e.withPcr(7));
        ImaLog whole = list.parse();
        ImaLog rest = ImaListBuilder.parsed(
                whole.raw().slice(whole.offset(2), whole.raw().length()));
        assertThat(failures(outcome(values, new ImaEvidence(rest, first.checkpoint()))))
                .containsExactly(new ImaOutsidePcr(3, 7));
    }

    @Test
    @DisplayName("taken up from a checkpoint of another list contradicts the quote")
    void resumedElsewhere() {
        ReplayedIma first = bound(quotedAfter(2), list.parse());
        contradictsFrom(first.checkpoint());
        contradictsFrom(new ImaCheckpoint(2, Map.of(SHA1, Bytes.filled(20, 1), SHA256, Bytes.filled(32, 1))));
    }

    /** The whole list after the checkpoint, as if it were the rest. */
    private void contradictsFrom(ImaCheckpoint checkpoint) {
        assertThat(failures(outcome(quotedAfter(QUOTED), new ImaEvidence(list.parse(), checkpoint))))
                .hasSize(2);
    }

    @Test
    @DisplayName("can only be taken up in banks the checkpoint has")
    void checkpoints() {
        ImaCheckpoint sha256 = new ImaCheckpoint(2, Map.of(SHA256, Bytes.filled(32, 1)));
        assertThat(sha256.covers(Set.of(SHA256))).isTrue();
        assertThat(sha256.covers(Set.of(SHA1, SHA256))).isFalse();
        assertThat(ImaCheckpoint.ZERO.covers(Set.of(SHA1, SHA256))).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outcome(quotedAfter(QUOTED), new ImaEvidence(list.parse(), sha256)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ImaCheckpoint(2, Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImaCheckpoint(0, Map.of(SHA256, Bytes.filled(32, 1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImaCheckpoint(-1, Map.of(SHA256, Bytes.filled(32, 1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImaCheckpoint(1, Map.of(SHA256, Bytes.filled(20, 1))));
    }
}
