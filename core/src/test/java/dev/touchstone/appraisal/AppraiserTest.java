package dev.touchstone.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An appraisal")
class AppraiserTest {

    private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;

    private final ReferenceSet golden = captured("golden", Machine.booted("quiet"));

    private static ReferenceSet captured(String name, Machine machine) {
        ReplayedBoot boot = machine.boot();
        return new ReferenceSet(name, 1, Map.of(), Capture.of(boot, name, Capture.capturable(boot)));
    }

    private static ReferenceSet set(String name, Component... components) {
        return new ReferenceSet(name, 1, Map.of(), List.of(components));
    }

    private static Component bare(int number, int pcr, Bytes value) {
        return new Component(
                number, "bare", List.of(new Variant.BareValues("bare", Map.of(pcr, Map.of(SHA256, value)))));
    }

    private static Component empty(int number, int pcr) {
        return new Component(number, "empty", List.of(new Variant.Sequence("nothing", Set.of(pcr), List.of())));
    }

    private static List<String> codes(Appraisal appraisal) {
        return appraisal.reasons().stream()
                .map(r -> r.code() + (r.pcr().isPresent() ? " " + r.pcr().getAsInt() : ""))
                .toList();
    }

    private static Appraisal appraise(Machine machine, ReferenceSet... sets) {
        return Appraiser.appraise(machine.outcome(), List.of(sets));
    }

    @Test
    @DisplayName("of logs that contradict the quote is REJECTED, with both values of every PCR")
    void contradicted() {
        Machine machine = Machine.booted("quiet");
        Bytes right = machine.value(SHA256, 4);
        PcrValues values = Boots.with(machine.values(), SHA256, 4, Bytes.filled(32, 1));
        Appraisal appraisal = Appraiser.appraise(machine.outcome(values), List.of(golden));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(appraisal)).containsExactly("log-does-not-replay 4");
        assertThat(appraisal.reasons().getFirst().expected()).contains("01".repeat(32));
        assertThat(appraisal.reasons().getFirst().actual()).contains(right.toHex());
    }

    @Test
    @DisplayName("of a log that cannot be read is REJECTED, and says where it ends")
    void unreadable() {
        Appraisal appraisal = Appraiser.unreadable("firmware", "event data needs 9 bytes, 3 remain");
        assertThat(appraisal.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(appraisal.reasons().getFirst().summary())
                .isEqualTo("The firmware log cannot be read: event data needs 9 bytes, 3 remain.");
    }

    @Test
    @DisplayName(
            "of a firmware PCR extended without a word in the log is REJECTED, judged or not, with any sets or none")
    void firmwarePcrWithoutEvents() {
        Machine machine = new Machine(SHA256).unlogged(3, "driver").firmware(4, "loader");
        assertThat(appraise(machine).verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(appraise(machine))).containsExactly("pcr-without-events 3");
        ReferenceSet other = captured("other", new Machine(SHA256).firmware(4, "loader"));
        assertThat(codes(appraise(machine, set("b", empty(1, 4)), set("c", empty(1, 5)))))
                .containsExactly("pcr-without-events 3");
        assertThat(appraise(machine, other).verdict()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    @DisplayName("of an empty log is REJECTED for every firmware PCR")
    void emptyLog() {
        ReplayOutcome outcome = Replay.of(
                Boots.quote(Boots.pcrs("golden")), FirmwareReplay.of(Boots.parse(Bytes.EMPTY)), Boots.NO_USERSPACE);
        Appraisal appraisal = Appraiser.appraise(outcome, List.of());
        assertThat(appraisal.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(appraisal)).hasSize(8).allMatch(c -> c.matches("pcr-without-events [0-7]"));
    }

    @Test
    @DisplayName("of a judged PCR extended without events is REJECTED; of one that nobody judges, it is not checked")
    void judgedPcrWithoutEvents() {
        Machine machine = Machine.booted("quiet").unlogged(14, "mok");
        Appraisal appraisal = appraise(machine, golden);
        assertThat(appraisal.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(appraisal)).containsExactly("pcr-without-events 14");
        ReplayedBoot boot = machine.boot();
        ReferenceSet without14 = new ReferenceSet("s", 1, Map.of(), Capture.of(boot, "s", Capture.capturable(boot)));
        assertThat(appraise(machine, without14).verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(appraise(machine, without14).notChecked()).containsExactly(14);
    }

    @Test
    @DisplayName("of a PCR without events is TRUSTED by its golden bare value, and DRIFTED by another")
    void bareValue() {
        Machine machine = Machine.booted("quiet").unlogged(14, "mok");
        assertThat(appraise(machine, set("mok", bare(500, 14, machine.value(SHA256, 14))))
                        .verdict())
                .isEqualTo(Verdict.TRUSTED);
        Appraisal drifted = appraise(machine, set("mok", bare(500, 14, Bytes.filled(32, 1))));
        assertThat(drifted.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(codes(drifted)).containsExactly("pcr-value-not-approved 14");
        assertThat(drifted.reasons().getFirst().expected()).contains("01".repeat(32));
        assertThat(drifted.reasons().getFirst().actual())
                .contains(machine.value(SHA256, 14).toHex());
    }

    @Test
    @DisplayName("does not take a PCR without events for an empty one because another variant gives it a bare value")
    void bareValueBesideEmpty() {
        Machine machine = Machine.booted("quiet").unlogged(14, "rogue");
        Component either = new Component(
                500,
                "mok",
                List.of(
                        new Variant.Sequence("none", Set.of(14), List.of()),
                        new Variant.BareValues("known", Map.of(14, Map.of(SHA256, Bytes.filled(32, 1))))));
        Appraisal appraisal = appraise(machine, set("mok", either));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(codes(appraisal)).containsExactly("pcr-value-not-approved 14");
        assertThat(appraise(Machine.booted("quiet"), set("mok", either)).verdict())
                .isEqualTo(Verdict.TRUSTED);
    }

    @Test
    @DisplayName("asks every bank quoted to agree with a golden bare value")
    void bareValueInEveryBank() {
        Machine machine = Machine.booted("quiet").unlogged(14, "mok");
        Map<HashAlgorithm, Bytes> values = new EnumMap<>(HashAlgorithm.class);
        values.put(SHA256, machine.value(SHA256, 14));
        values.put(HashAlgorithm.SHA1, Bytes.filled(20, 1));
        Component component = new Component(500, "mok", List.of(new Variant.BareValues("v", Map.of(14, values))));
        assertThat(appraise(machine, set("mok", component)).verdict()).isEqualTo(Verdict.DRIFTED);
    }

    @Test
    @DisplayName("is DRIFTED when a judged PCR was not quoted")
    void notQuoted() {
        Machine machine = Machine.booted("quiet");
        Map<Integer, Bytes> some = new TreeMap<>(machine.values().bank(SHA256));
        some.remove(4);
        Appraisal appraisal = Appraiser.appraise(machine.outcome(Boots.values(Map.of(SHA256, some))), List.of(golden));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(codes(appraisal)).containsExactly("pcr-not-quoted 4");
    }

    @Test
    @DisplayName("believes no digest in a bank in which its PCR was not quoted, though another bank's quote covers it")
    void quotedInAnotherBankOnly() {
        Machine rogue = Machine.booted("init=/bin/sh");
        Machine good = Machine.booted("quiet");
        Map<Integer, Bytes> sha256 = new TreeMap<>(rogue.values().bank(SHA256));
        sha256.remove(12);
        PcrValues values = Boots.values(
                Map.of(SHA256, sha256, HashAlgorithm.SHA1, rogue.values().bank(HashAlgorithm.SHA1)));
        for (int i = 0; i < rogue.log().events().size(); i++) {
            Bytes forged =
                    Objects.requireNonNull(good.log().events().get(i).digests().get(SHA256));
            rogue.log().change(i + 1, e -> e.pcr() == 12 ? e.withDigest(SHA256, forged) : e);
        }
        Appraisal appraisal = Appraiser.appraise(rogue.outcome(values), List.of(golden));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(codes(appraisal)).containsExactly("pcr-not-quoted 12");
        ReplayedBoot boot = Boots.replayed(rogue.outcome(values));
        assertThat(Capture.of(boot, "x", Set.of(12)).getFirst().variants().getFirst())
                .isInstanceOfSatisfying(
                        Variant.Sequence.class,
                        s -> assertThat(s.records().getFirst().digests()).containsOnlyKeys(HashAlgorithm.SHA1));
    }

    @Test
    @DisplayName("is never made in SHA-1, even if that is all there is")
    void neverSha1() {
        Machine machine = new Machine(HashAlgorithm.SHA1).firmware(0, "firmware");
        Appraisal appraisal = appraise(machine, captured("sha1", machine));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(codes(appraisal)).containsExactly("bank-not-covered");
        Appraisal both = appraise(Machine.ofBothBanks().firmware(0, "firmware"), captured("sha1", machine));
        assertThat(codes(both)).containsExactly("bank-not-covered");
    }

    @Test
    @DisplayName("is made in the bank most variants speak of, the strongest of equals")
    void bankChoice() {
        Machine both = new Machine(SHA256, HashAlgorithm.SHA384).firmware(0, "firmware");
        assertThat(divergenceBank(both, captured("set", changed(SHA256, HashAlgorithm.SHA384))))
                .isEqualTo(HashAlgorithm.SHA384);
        assertThat(divergenceBank(both, captured("set", changed(SHA256)))).isEqualTo(SHA256);
        ReferenceSet newer = new ReferenceSet(
                "set",
                2,
                Map.of(),
                captured("set", changed(SHA256, HashAlgorithm.SHA384)).components());
        ReferenceSet older = captured("set", new Machine(SHA256).firmware(0, "firmware"));
        assertThat(appraise(both, newer, older).verdict()).isEqualTo(Verdict.TRUSTED);
    }

    private static Machine changed(HashAlgorithm... banks) {
        return new Machine(banks).firmware(0, "other");
    }

    private static HashAlgorithm divergenceBank(Machine machine, ReferenceSet set) {
        return appraise(machine, set).divergence().orElseThrow().bank();
    }

    @Test
    @DisplayName("is PENDING while two sets own one component, and names both")
    void conflict() {
        ReferenceSet other = captured("other", Machine.booted("quiet"));
        Appraisal appraisal = appraise(Machine.booted("quiet"), golden, other);
        assertThat(appraisal.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(appraisal.sets()).containsExactly("golden@1", "other@1");
        assertThat(appraisal.reasons())
                .hasSize(10)
                .allSatisfy(r ->
                        assertThat(r.summary()).endsWith("is owned by more than one selected set: golden, other."));
    }

    @Test
    @DisplayName("merges sets that own different components")
    void merged() {
        ReplayedBoot boot = Machine.booted("quiet").boot();
        ReferenceSet platform = new ReferenceSet("platform", 4, Map.of(), Capture.of(boot, "p", Set.of(0, 1, 2)));
        ReferenceSet os = new ReferenceSet("os", 2, Map.of(), Capture.of(boot, "o", Set.of(4, 9, 12)));
        Appraisal appraisal = appraise(Machine.booted("quiet"), platform, os);
        assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(appraisal.sets()).containsExactly("os@2", "platform@4");
        assertThat(appraisal.notChecked()).containsExactly(3, 5, 6, 7, 8, 10, 11, 13, 14, 15);
    }

    @Test
    @DisplayName("excuses systemd's separator and NvPCR anchors where their strings recompute")
    void excused() {
        Machine machine = Machine.booted("quiet");
        List.of(0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 13, 14).forEach(pcr -> machine.userspace(pcr, "os-separator"));
        machine.userspace(9, "nvpcr-init:hardware:0x1d10200:sha256:" + "5".repeat(64));
        machine.userspace(9, "nvpcr-init:hardware:0x1d10200:000b" + "5".repeat(64));
        machine.userspace(9, "nvpcr-separator");
        assertThat(appraise(machine, golden).verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(captured("golden", machine)).isEqualTo(golden);
    }

    @Test
    @DisplayName("excuses nothing that only claims to be one of them, or stands in another PCR")
    void notExcused() {
        Bytes rogue = Bytes.ofUtf8("rogue");
        Set<HashAlgorithm> banks = Set.of(SHA256, HashAlgorithm.SHA1);
        assertThat(codes(appraise(Machine.booted("quiet").userspace(12, "os-separator", rogue, banks), golden)))
                .containsExactly("event-not-approved 12");
        assertThat(codes(appraise(Machine.booted("quiet").userspace(11, "os-separator"), golden)))
                .containsExactly("event-not-approved 11");
        assertThat(codes(appraise(Machine.booted("quiet").userspace(4, "nvpcr-separator"), golden)))
                .containsExactly("event-not-approved 4");
        assertThat(codes(appraise(Machine.booted("quiet").userspace(9, "nvpcr-anything"), golden)))
                .containsExactly("event-not-approved 9");
        assertThat(codes(appraise(Machine.booted("quiet").firmware(9, "os-separator"), golden)))
                .containsExactly("event-not-approved 9");
    }

    @Test
    @DisplayName("does not excuse a command line whose UTF-16 spells a userspace string in UTF-8")
    void commandLineInDisguise() {
        Machine direct = Machine.ofBothBanks().firmware(4, "uki");
        ReferenceSet withoutCommandLine = captured("uki", direct);
        String harmless = new String("nvpcr-".getBytes(StandardCharsets.US_ASCII), StandardCharsets.UTF_16LE);
        Bytes measured = Bytes.of((harmless + " init=/bin/sh\0").getBytes(StandardCharsets.UTF_16LE));
        Machine rogue = Machine.ofBothBanks().firmware(4, "uki");
        rogue.userspace(12, measured.toUtf8(), measured, Set.of(SHA256, HashAlgorithm.SHA1));
        assertThat(Bytes.ofUtf8(measured.toUtf8())).isEqualTo(measured);
        assertThat(codes(appraise(rogue, withoutCommandLine))).containsExactly("event-not-approved 12");
    }

    @Test
    @DisplayName("is DRIFTED where a userspace record has no digest in the bank judged")
    void recordWithoutDigest() {
        Machine machine =
                Machine.booted("quiet").userspace(11, "ready", Bytes.ofUtf8("ready"), Set.of(HashAlgorithm.SHA1));
        Appraisal appraisal = appraise(machine, golden);
        assertThat(codes(appraisal)).containsExactly("event-not-approved 11");
        assertThat(appraisal.reasons().getFirst().summary()).contains("(unverified)");
        assertThat(Capture.capturable(machine.boot())).contains(12).doesNotContain(11);
    }

    @Test
    @DisplayName("is DRIFTED by one more event in a PCR captured empty")
    void extraInEmptyPcr() {
        Appraisal appraisal = appraise(Machine.booted("quiet").firmware(13, "extension"), golden);
        assertThat(appraisal.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(codes(appraisal)).containsExactly("event-not-approved 13");
        assertThat(appraisal.reasons().getFirst().component()).contains("485-extensions");
        assertThat(appraisal.reasons().getFirst().summary())
                .isEqualTo("PCR 13: action \"extension\"; nothing approved has such an event there.");
    }

    @Test
    @DisplayName("tells a bounded number of differences, and how many more there are")
    void manyDifferences() {
        Machine machine = Machine.booted("quiet");
        for (int i = 0; i < DivergenceReasons.MAX_DIFFERENCES + 5; i++) {
            machine.firmware(13, "extension " + i);
        }
        Appraisal appraisal = appraise(machine, golden);
        assertThat(appraisal.reasons()).hasSize(DivergenceReasons.MAX_DIFFERENCES + 1);
        assertThat(appraisal.reasons().getLast().summary()).isEqualTo("5 more measurements differ.");
        assertThat(appraisal.divergence().orElseThrow().differences()).hasSize(DivergenceReasons.MAX_DIFFERENCES + 5);
    }

    @Test
    @DisplayName("ignores the words of a golden record: only digests count")
    void wordsAreNotCompared() {
        Bytes digest = SHA256.hash(Bytes.ofUtf8("loader"));
        Component component = new Component(
                400,
                "os",
                List.of(new Variant.Sequence(
                        "v", Set.of(), List.of(new ReferenceRecord(4, Map.of(SHA256, digest), "something else")))));
        assertThat(appraise(Machine.ofBothBanks().firmware(4, "loader"), set("os", component))
                        .verdict())
                .isEqualTo(Verdict.TRUSTED);
    }
}
