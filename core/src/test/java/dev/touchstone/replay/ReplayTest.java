package dev.touchstone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.replay.ReplayFailure.PcrMismatch;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Logs held against their quote")
class ReplayTest {

    private final PcrValues quoted = Boots.pcrs("golden");
    private final LogBuilder log = LogBuilder.copyOf(Boots.log("golden"));

    private ReplayOutcome outcome() {
        return outcome(quoted);
    }

    private ReplayOutcome outcome(PcrValues values) {
        return Replay.of(Boots.quote(values), FirmwareReplay.of(log.parse()), Boots.NO_USERSPACE);
    }

    private static List<ReplayFailure> failures(ReplayOutcome outcome) {
        return switch (outcome) {
            case ReplayOutcome.Contradicted(List<ReplayFailure> failures) -> failures;
            case ReplayOutcome.Replayed replayed -> throw new AssertionError(replayed.toString());
        };
    }

    /** The PCRs that differ, as {@code sha256:4}. */
    private static List<String> differing(ReplayOutcome outcome) {
        return failures(outcome).stream()
                .map(f -> f instanceof PcrMismatch m ? m.bank().bank() + ":" + m.pcr() : f.toString())
                .toList();
    }

    @ParameterizedTest
    @FieldSource("dev.touchstone.Boots#ALL")
    @DisplayName("account for every PCR of a recorded boot in both banks but PCR 10, which IMA's list explains")
    void recorded(String name) {
        ReplayedBoot boot = Boots.recorded(name);
        assertThat(boot.quotedPcrs()).hasSize(16);
        assertThat(boot.unexplained()).containsExactly(10);
        assertThat(boot.banks(4)).containsExactly(HashAlgorithm.SHA256, HashAlgorithm.SHA1);
        assertThat(boot.events())
                .extracting(MeasuredEvent::index)
                .containsExactlyElementsOf(Boots.log(name).events().stream()
                        .filter(FirmwareEvent::extendsPcr)
                        .map(FirmwareEvent::index)
                        .toList());
    }

    @Test
    @DisplayName("name exactly the one PCR of one bank that they do not lead to, and both values")
    void allButOne() {
        Bytes golden = quoted.value(HashAlgorithm.SHA256, 4).orElseThrow();
        Bytes other = Bytes.filled(32, 0x77);
        assertThat(failures(outcome(Boots.with(quoted, HashAlgorithm.SHA256, 4, other))))
                .containsExactly(new PcrMismatch(HashAlgorithm.SHA256, 4, other, golden, 5));
    }

    @Test
    @DisplayName("name every PCR that differs, in every bank")
    void allThatDiffer() {
        log.events().removeIf(e -> e.pcr() == 4 || e.pcr() == 7);
        log.add(4, EventType.EV_SEPARATOR, Bytes.filled(4, 0), Bytes.filled(4, 0));
        log.add(7, EventType.EV_SEPARATOR, Bytes.filled(4, 0), Bytes.filled(4, 0));
        assertThat(differing(outcome())).containsExactlyInAnyOrder("sha1:4", "sha1:7", "sha256:4", "sha256:7");
    }

    @Test
    @DisplayName("replay with altered event data, which no digest covers")
    void alteredData() {
        log.change(25, e -> e.withData(Bytes.ofUtf8("harmless")));
        assertThat(Boots.replayed(outcome()).events()).hasSize(39);
    }

    @Test
    @DisplayName("contradict the quote in the bank of an altered digest, and in that one only")
    void alteredDigest() {
        log.change(25, e -> e.withDigest(HashAlgorithm.SHA256, Bytes.filled(32, 1)));
        assertThat(differing(outcome())).containsExactly("sha256:12");
    }

    @Test
    @DisplayName("contradict the quote when two events of one PCR change places")
    void reorderedWithinPcr() {
        int first = indexOf(4, 0);
        int second = indexOf(4, 1);
        Collections.swap(log.events(), first, second);
        assertThat(differing(outcome())).containsExactly("sha1:4", "sha256:4");
    }

    @Test
    @DisplayName("replay when events of different PCRs change places: their order is not proved")
    void reorderedBetweenPcrs() {
        List<LogBuilder.Event> sorted = log.events().stream()
                .sorted(Comparator.comparingInt(LogBuilder.Event::pcr))
                .toList();
        assertThat(sorted).isNotEqualTo(log.events());
        log.events().clear();
        log.events().addAll(sorted);
        assertThat(Boots.replayed(outcome()).events()).hasSize(39);
    }

    @Test
    @DisplayName("contradict the quote when an event is moved to another PCR")
    void movedToAnotherPcr() {
        log.change(25, e -> e.withPcr(14));
        assertThat(differing(outcome())).containsExactly("sha1:12", "sha1:14", "sha256:12", "sha256:14");
    }

    @Test
    @DisplayName("contradict the quote when an event is passed off as EV_NO_ACTION")
    void retypedToNoAction() {
        log.change(25, e -> e.withType(EventType.EV_NO_ACTION));
        assertThat(differing(outcome())).containsExactly("sha1:12", "sha256:12");
    }

    @Test
    @DisplayName("contradict the quote when an EV_NO_ACTION is passed off as an event")
    void retypedFromNoAction() {
        log.add(12, EventType.EV_NO_ACTION, Bytes.EMPTY, Bytes.ofUtf8("not extended"));
        assertThat(Boots.replayed(outcome()).events()).hasSize(39);
        log.change(40, e -> e.withType(EventType.EV_IPL));
        assertThat(differing(outcome())).containsExactly("sha1:12", "sha256:12");
    }

    @Test
    @DisplayName("contradict the quote when an event is added, dropped or repeated")
    void addedDroppedRepeated() {
        log.events().add(log.events().get(24));
        assertThat(differing(outcome())).containsExactly("sha1:12", "sha256:12");
        log.events().removeLast();
        log.events().remove(24);
        assertThat(differing(outcome())).containsExactly("sha1:12", "sha256:12");
    }

    private int indexOf(int pcr, int nth) {
        int seen = 0;
        for (int i = 0; i < log.events().size(); i++) {
            if (log.events().get(i).pcr() == pcr && seen++ == nth) {
                return i;
            }
        }
        throw new AssertionError("PCR " + pcr);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4})
    @DisplayName("start PCR 0 from the locality that a StartupLocality event tells")
    void startupLocality(int locality) {
        Machine machine = Machine.ofBothBanks().startedFrom(locality);
        machine.log().add(0, EventType.EV_NO_ACTION, Bytes.EMPTY, startupLocalityData(locality));
        assertThat(machine.firmware(0, "firmware").boot().unexplained()).isEmpty();
    }

    @Test
    @DisplayName("contradict the quote in PCR 0 when StartupLocality lies")
    void lyingStartupLocality() {
        Machine machine = Machine.ofBothBanks().startedFrom(0).firmware(0, "firmware");
        machine.log().add(0, EventType.EV_NO_ACTION, Bytes.EMPTY, startupLocalityData(3));
        assertThat(differing(machine.outcome())).containsExactly("sha1:0", "sha256:0");
    }

    @Test
    @DisplayName("start PCR 0 from 4 when an H-CRTM was measured, and not when the event stands in another PCR")
    void hcrtm() {
        Machine measured = Machine.ofBothBanks().startedFrom(4);
        assertThat(measured.firmware(0, EventType.EV_EFI_HCRTM_EVENT, Bytes.ofUtf8("HCRTM"))
                        .boot()
                        .unexplained())
                .isEmpty();
        Machine elsewhere = Machine.ofBothBanks().firmware(0, "firmware");
        assertThat(elsewhere
                        .firmware(1, EventType.EV_EFI_HCRTM_EVENT, Bytes.ofUtf8("HCRTM"))
                        .boot()
                        .unexplained())
                .isEmpty();
    }

    private static Bytes startupLocalityData(int locality) {
        return Bytes.concat(Bytes.ofUtf8("StartupLocality\0"), Bytes.of((byte) locality));
    }

    @Test
    @DisplayName("that are empty leave every extended PCR unexplained, and take no other for extended")
    void emptyLog() {
        ReplayedBoot boot = Boots.replayed(
                Replay.of(Boots.quote(quoted), FirmwareReplay.of(Boots.parse(Bytes.EMPTY)), Boots.NO_USERSPACE));
        assertThat(boot.events()).isEmpty();
        assertThat(boot.unexplained()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12);
    }

    @Test
    @DisplayName("without a word about a PCR that was extended leave it unexplained, whatever bank shows it")
    void extendedWithoutEvents() {
        PcrValues values = Boots.with(quoted, HashAlgorithm.SHA1, 14, Bytes.filled(20, 5));
        assertThat(Boots.replayed(outcome(values)).unexplained()).containsExactly(10, 14);
    }

    @Test
    @DisplayName("of a bank that the TPM has not allocated say so once, not PCR by PCR")
    void bankNotAllocated() {
        Map<Integer, Bytes> zeros = new TreeMap<>();
        quoted.bank(HashAlgorithm.SHA1).keySet().forEach(pcr -> zeros.put(pcr, HashAlgorithm.SHA1.zero()));
        PcrValues values = Boots.values(
                Map.of(HashAlgorithm.SHA1, zeros, HashAlgorithm.SHA256, quoted.bank(HashAlgorithm.SHA256)));
        assertThat(failures(outcome(values))).containsExactly(new ReplayFailure.BankNotAllocated(HashAlgorithm.SHA1));
    }

    @Test
    @DisplayName("without digests of a quoted bank contradict it: firmware left that bank for anyone to fill")
    void bankWithoutLog() {
        Machine machine = new Machine(HashAlgorithm.SHA256).firmware(0, "firmware");
        Map<Integer, Bytes> forged = Map.of(0, Bytes.filled(48, 9));
        PcrValues values = Boots.values(Map.of(
                HashAlgorithm.SHA256, machine.values().bank(HashAlgorithm.SHA256), HashAlgorithm.SHA384, forged));
        assertThat(failures(machine.outcome(values)))
                .containsExactly(new ReplayFailure.BankWithoutLog(HashAlgorithm.SHA384));
    }

    @Test
    @DisplayName("cannot account for a bank that cannot be recomputed, with or without events")
    void sm3() {
        Bytes digest = Bytes.filled(32, 3);
        Machine machine = new Machine(HashAlgorithm.SHA256)
                .record(11, "phase", Map.of(HashAlgorithm.SM3_256, digest, HashAlgorithm.SHA256, digest));
        PcrValues values = Boots.values(Map.of(HashAlgorithm.SM3_256, Map.of(11, digest)));
        assertThat(failures(machine.outcome(values)))
                .containsExactly(new ReplayFailure.BankWithoutLog(HashAlgorithm.SM3_256));
        assertThat(failures(machine.firmware(0, "firmware").outcome(values)))
                .containsExactly(new ReplayFailure.BankWithoutLog(HashAlgorithm.SM3_256));
    }

    @Test
    @DisplayName("that fail in one bank and lack another tell both")
    void everyBankIsJudged() {
        Machine machine = new Machine(HashAlgorithm.SHA256).firmware(0, "firmware");
        PcrValues values = Boots.values(Map.of(
                HashAlgorithm.SHA256,
                Map.of(0, Bytes.filled(32, 1)),
                HashAlgorithm.SHA384,
                Map.of(0, Bytes.filled(48, 9))));
        assertThat(failures(machine.outcome(values))).hasSize(2);
    }

    @Test
    @DisplayName("follow userspace after firmware in the same PCR")
    void userspaceAfterFirmware() {
        ReplayedBoot boot = Machine.booted("quiet")
                .userspace(9, "os-separator")
                .userspace(11, "sysinit")
                .boot();
        assertThat(boot.unexplained()).isEmpty();
        assertThat(boot.events()).extracting(MeasuredEvent::log).endsWith("firmware", "userspace", "userspace");
    }

    @Test
    @DisplayName("are cut where the userspace log runs ahead of the quote, even beside an unexplained PCR")
    void userspaceAhead() {
        Machine machine = Machine.booted("quiet").unlogged(10, "ima").userspace(11, "sysinit");
        PcrValues atQuote = machine.values();
        machine.userspace(11, "ready").userspace(15, "machine-id:0");
        ReplayedBoot boot = Boots.replayed(machine.outcome(atQuote));
        assertThat(boot.unexplained()).containsExactly(10);
        assertThat(boot.events().getLast())
                .isInstanceOfSatisfying(
                        MeasuredEvent.Userspace.class,
                        e -> assertThat(e.index()).isZero());
    }

    @Test
    @DisplayName("are cut at one place for all PCRs: no PCR may be earlier than another")
    void oneCut() {
        Machine machine = Machine.booted("quiet");
        Bytes early = machine.value(HashAlgorithm.SHA256, 15);
        machine.userspace(15, "machine-id:0").userspace(11, "sysinit");
        PcrValues values = Boots.with(machine.values(), HashAlgorithm.SHA256, 15, early);
        assertThat(differing(machine.outcome(values))).containsExactly("sha256:15");
    }

    @Test
    @DisplayName("name only the PCR that is wrong where the userspace log runs ahead as well")
    void aheadAndWrong() {
        Machine machine = Machine.booted("quiet").userspace(11, "sysinit");
        PcrValues atQuote = Boots.with(machine.values(), HashAlgorithm.SHA256, 4, Bytes.filled(32, 1));
        machine.userspace(11, "ready");
        assertThat(differing(machine.outcome(atQuote))).containsExactly("sha256:4");
    }

    @Test
    @DisplayName("leave a bank alone for which a userspace record has no digest, as the TPM does")
    void userspaceWithoutBank() {
        Machine machine = Machine.booted("quiet");
        Bytes measured = Bytes.ofUtf8("sysinit");
        machine.userspace(11, "sysinit", measured, Set.of(HashAlgorithm.SHA1));
        assertThat(machine.boot().unexplained()).isEmpty();
        Machine lying = Machine.booted("quiet").userspace(11, "ready");
        lying.record(11, "sysinit", Map.of(HashAlgorithm.SHA1, HashAlgorithm.SHA1.hash(measured)));
        PcrValues bothExtended = Machine.booted("quiet")
                .userspace(11, "ready")
                .userspace(11, "sysinit")
                .values();
        assertThat(differing(lying.outcome(bothExtended))).containsExactly("sha256:11");
    }

    @Test
    @DisplayName("keep a userspace record that nothing in the quoted bank tells against, so that it is judged")
    void userspaceBesideTheBank() {
        Machine machine = Machine.booted("quiet");
        PcrValues sha256 =
                Boots.values(Map.of(HashAlgorithm.SHA256, machine.values().bank(HashAlgorithm.SHA256)));
        machine.userspace(11, "sysinit", Bytes.ofUtf8("sysinit"), Set.of(HashAlgorithm.SHA1));
        assertThat(Boots.replayed(machine.outcome(sha256)).events().getLast().log())
                .isEqualTo("userspace");
    }

    @Test
    @DisplayName("may be of a boot of which only some PCRs are quoted: the others' events are left out")
    void someQuoted() {
        PcrValues some = Boots.values(
                Map.of(HashAlgorithm.SHA256, quoted.bank(HashAlgorithm.SHA256).subMap(4, 8)));
        ReplayedBoot boot = Boots.replayed(outcome(some));
        assertThat(boot.quotedPcrs()).containsExactly(4, 5, 6, 7);
        assertThat(boot.events()).extracting(MeasuredEvent::pcr).containsOnly(4, 5, 6, 7);
        assertThat(boot.banks(4)).containsExactly(HashAlgorithm.SHA256);
        assertThat(boot.banks(0)).isEmpty();
    }

    @Test
    @DisplayName("in the SHA-1 format account for a SHA-1 quote only")
    void sha1Format() {
        Bytes event = Bytes.concat(
                Bytes.ofHex("04000000"),
                Bytes.ofHex("05000000"),
                HashAlgorithm.SHA1.hash(Bytes.ofUtf8("x")),
                Bytes.ofHex("01000000"),
                Bytes.ofUtf8("x"));
        FirmwareLog sha1 = Boots.parse(event);
        Bytes value = HashAlgorithm.SHA1.extend(HashAlgorithm.SHA1.zero(), HashAlgorithm.SHA1.hash(Bytes.ofUtf8("x")));
        PcrValues values = Boots.values(Map.of(
                HashAlgorithm.SHA1, Map.of(4, value), HashAlgorithm.SHA256, Map.of(4, HashAlgorithm.SHA256.zero())));
        assertThat(failures(Replay.of(Boots.quote(values), FirmwareReplay.of(sha1), Boots.NO_USERSPACE)))
                .containsExactly(new ReplayFailure.BankWithoutLog(HashAlgorithm.SHA256));
    }
}
