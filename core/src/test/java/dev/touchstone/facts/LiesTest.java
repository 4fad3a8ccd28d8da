package dev.touchstone.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.facts.CommandLines.CommandLine;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayFailure;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.uefi.Guid;
import dev.touchstone.uefi.UefiVariable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A log that lies about what its quote covers")
class LiesTest {

    private static final Guid GLOBAL = Guid.of("8be4df61-93ca-11d2-aa0d-00e098032b8c");
    private static final Bytes SEPARATOR = Bytes.filled(4, 0);
    private static final String KERNEL = "linux (hd0)/vmlinuz";

    /** A recorded boot whose log is about to be changed. */
    private static final class Boot {

        private final PcrValues quoted;
        private final LogBuilder log;

        Boot(String name) {
            quoted = Boots.pcrs(name);
            log = LogBuilder.copyOf(Boots.log(name));
        }

        /** The number in the log of the event whose words begin so, in {@code pcr}. */
        int find(int pcr, String words) {
            return Timeline.of(log.parse()).stream()
                    .filter(e -> e.pcr().equals(Optional.of(pcr)) && e.text().startsWith(words))
                    .findFirst()
                    .orElseThrow()
                    .index();
        }

        ReplayOutcome outcome() {
            return outcome(Boots.NO_USERSPACE);
        }

        ReplayOutcome outcome(UserspaceLog userspace) {
            return Replay.of(Boots.quote(quoted), FirmwareReplay.of(log.parse()), userspace);
        }

        BootFacts facts() {
            return LiesTest.facts(outcome());
        }
    }

    private static BootFacts facts(ReplayOutcome outcome) {
        return AttestedFacts.of(Boots.replayed(outcome)).facts();
    }

    private static List<FindingCode> codes(BootFacts facts) {
        return facts.findings().stream().map(Finding::code).toList();
    }

    private static List<String> differing(ReplayOutcome outcome) {
        return switch (outcome) {
            case ReplayOutcome.Contradicted(var failures) ->
                failures.stream()
                        .map(f -> f instanceof ReplayFailure.PcrMismatch m
                                ? m.bank().bank() + ":" + m.pcr()
                                : f + "")
                        .toList();
            case ReplayOutcome.Replayed _ -> List.of();
        };
    }

    private static Bytes variable(String name, int... value) {
        byte[] bytes = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            bytes[i] = (byte) value[i];
        }
        return new UefiVariable(GLOBAL, name, Bytes.of(bytes)).measuredForm();
    }

    /** PCR 7 of a machine as its firmware leaves it. */
    private static Machine secureBoot(Machine machine, int value) {
        return machine.firmware(7, EventType.EV_EFI_VARIABLE_DRIVER_CONFIG, variable("SecureBoot", value))
                .firmware(7, EventType.EV_SEPARATOR, SEPARATOR);
    }

    @Test
    @DisplayName("in SecureBoot's one byte leaves it undetermined, Secure Boot's facts incomplete, and is found out")
    void secureBootFlipped() {
        Boot boot = new Boot("secure-boot");
        assertThat(boot.facts().secureBoot().enabled()).contains(true);
        assertThat(boot.facts().secureBoot().complete()).isTrue();
        int event = boot.find(7, "UEFI variable SecureBoot");
        boot.log.change(event, e -> e.withData(variable("SecureBoot", 0)));
        BootFacts facts = boot.facts();
        assertThat(facts.secureBoot().enabled()).isEmpty();
        assertThat(facts.secureBoot().complete()).isFalse();
        assertThat(facts.findings()).anySatisfy(f -> {
            assertThat(f.code()).isEqualTo(FindingCode.DIGEST_CONTRADICTS_DATA);
            assertThat(f.event()).contains(event);
        });
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EV_NO_ACTION", "EV_EFI_HCRTM_EVENT"})
    @DisplayName("about a type in PCR 7 cannot turn a fact over, nor hide one with Secure Boot's facts complete")
    void secureBootRetyped(EventType type) {
        Boot boot = new Boot("secure-boot");
        SecureBoot truth = BoundFacts.read(boot.log.parse()).claimed().secureBoot();
        for (int event = 1; event <= boot.log.events().size(); event++) {
            LogBuilder.Event honest = boot.log.events().get(event - 1);
            if (honest.pcr() == 7) {
                SecureBoot told = BoundFacts.read(
                                boot.log.change(event, e -> e.withType(type)).parse())
                        .claimed()
                        .secureBoot();
                assertThat(told.enabled().orElse(true)).isTrue();
                assertThat(truth.stores()).containsAll(told.stores());
                assertThat(truth.authorities()).containsAll(told.authorities());
                assertThat(told.complete() && !told.equals(truth)).isFalse();
                boot.log.change(event, _ -> honest);
            }
        }
    }

    @Test
    @DisplayName("in an entry of db loses db, leaves Secure Boot's facts incomplete, and is found out")
    void dbSwapped() {
        Boot boot = new Boot("secure-boot");
        int db = boot.find(7, "UEFI variable db:");
        Bytes other = new Boot("secure-boot")
                .log
                .events()
                .get(boot.find(7, "UEFI variable KEK") - 1)
                .data();
        boot.log.change(db, e -> e.withData(renamed(other, e.data())));
        BootFacts facts = boot.facts();
        assertThat(facts.secureBoot().stores())
                .extracting(SecureBoot.Store::name)
                .containsExactly("PK", "KEK", "dbx");
        assertThat(facts.secureBoot().complete()).isFalse();
        assertThat(codes(facts)).contains(FindingCode.DIGEST_CONTRADICTS_DATA);
    }

    /** The content of one variable under the name of another. */
    private static Bytes renamed(Bytes content, Bytes name) {
        try {
            UefiVariable named = UefiVariable.parse(name);
            return new UefiVariable(
                            named.vendor(),
                            named.name(),
                            UefiVariable.parse(content).data())
                    .measuredForm();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("in the text of a command line is not believed, and the lines are not all there are")
    void commandLineEdited() {
        Boot boot = new Boot("golden");
        assertThat(boot.facts().commandLines().complete()).isTrue();
        String lie = "quiet lockdown=confidentiality";
        boot.log.change(
                boot.find(12, "kernel command line"),
                e -> e.withData(Bytes.of((lie + "\0").getBytes(StandardCharsets.UTF_16LE))));
        BootFacts facts = boot.facts();
        assertThat(texts(facts)).isNotEmpty().doesNotContain(lie);
        assertThat(facts.commandLines().complete()).isFalse();
        assertThat(codes(facts)).contains(FindingCode.DIGEST_CONTRADICTS_DATA);
    }

    private static List<String> texts(BootFacts facts) {
        return facts.commandLines().lines().stream()
                .map(CommandLine::text)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    @DisplayName("about GRUB's prefix, which is not measured, cannot make a command of a command line")
    void grubPrefix() {
        Boot boot = new Boot("secure-boot");
        CommandLines truth = boot.facts().commandLines();
        int event = boot.find(8, "kernel command line");
        boot.log.change(
                event, e -> e.withData(Bytes.ofUtf8(e.data().toUtf8().replace("kernel_cmdline: ", "grub_cmd: "))));
        assertThat(boot.facts().commandLines()).isEqualTo(truth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux vmlinuz init=/bin/sh", "linuxefi vmlinuz", "multiboot2 xen", "module2 vmlinuz"})
    @DisplayName("can make a command of a command line without a path, but GRUB's own command tells of it")
    void grubWithoutPath(String command) {
        Machine machine = Machine.ofBothBanks();
        grub(machine, KERNEL);
        grub(machine, KERNEL.substring(6));
        assertThat(facts(machine.outcome()).commandLines().complete()).isTrue();
        grub(machine, command);
        grub(machine, command.substring(command.indexOf(' ') + 1));
        assertThat(facts(machine.outcome()).commandLines().complete()).isFalse();
    }

    private static void grub(Machine machine, String text) {
        machine.firmware(8, EventType.EV_IPL, Bytes.ofUtf8(text), Bytes.ofUtf8("grub_cmd: " + text + "\0"));
    }

    @Test
    @DisplayName("and passes an archive in PCR 12 off as a command line is not believed")
    void archiveAsCommandLine() {
        Bytes archive = Bytes.concat(
                Bytes.ofUtf8("070701"),
                Bytes.of(" roothash=00 ".getBytes(StandardCharsets.UTF_16LE)),
                Bytes.filled(8, 0));
        Machine machine = Machine.ofBothBanks().commandLine("quiet");
        machine.firmware(12, EventType.EV_IPL, archive);
        BootFacts facts = facts(machine.outcome());
        assertThat(texts(facts)).containsExactly("quiet");
        assertThat(facts.commandLines().complete()).isFalse();
        assertThat(facts.osImage().rootHash()).isEmpty();
    }

    @Test
    @DisplayName("and hides one of two root hashes learns that neither is a fact")
    void rootHashHidden() {
        Machine machine = Machine.ofBothBanks().commandLine("roothash=aa").commandLine("roothash=bb");
        assertThat(facts(machine.outcome()).osImage().rootHash()).isEmpty();
        machine.log().change(1, e -> e.withData(Bytes.EMPTY));
        assertThat(facts(machine.outcome()).osImage().rootHash()).isEmpty();
        assertThat(facts(Machine.ofBothBanks().commandLine("roothash=aa").outcome())
                        .osImage()
                        .rootHash())
                .contains("aa");
    }

    @Test
    @DisplayName("and passes an application off as a note contradicts its quote, and looks like what it is")
    void applicationAsNote() {
        Boot boot = new Boot("golden");
        int event = boot.find(4, "EFI application");
        boot.log.change(event, e -> e.withType(EventType.EV_NO_ACTION));
        assertThat(differing(boot.outcome())).containsExactly("sha1:4", "sha256:4");
        assertThat(codes(BoundFacts.read(boot.log.parse()).claimed())).contains(FindingCode.UNMEASURED_WITH_DIGEST);
    }

    @Test
    @DisplayName("and passes an application's own bytes off as a string cannot take it out of the boot chain")
    void applicationAsString() {
        Bytes image = Bytes.concat(Bytes.ofUtf8("MZ"), Bytes.filled(96, 0), Bytes.ofUtf8("evil"));
        Machine machine = Machine.ofBothBanks().firmware(4, "Calling EFI Application from Boot Option");
        machine.firmware(4, EventType.EV_EFI_ACTION, image);
        assertThat(facts(machine.outcome()).bootChain())
                .extracting(i -> i.digest().value())
                .containsExactly(HashAlgorithm.SHA256.hash(image));
    }

    @Test
    @DisplayName("about the register of an event contradicts its quote in both")
    void movedAcross() {
        Boot boot = new Boot("golden");
        boot.log.change(boot.find(4, "EFI application"), e -> e.withPcr(2));
        assertThat(differing(boot.outcome())).containsExactlyInAnyOrder("sha1:2", "sha1:4", "sha256:2", "sha256:4");
    }

    @Test
    @DisplayName("by an event removed and another put in changes no facts of other registers")
    void removedAndInserted() {
        Boot boot = new Boot("golden");
        BootFacts truth = BoundFacts.read(boot.log.parse()).claimed();
        boot.log.events().remove(boot.find(4, "EFI application") - 1);
        boot.log.add(4, EventType.EV_EFI_ACTION, Bytes.ofUtf8("x"), Bytes.ofUtf8("x"));
        BootFacts told = BoundFacts.read(boot.log.parse()).claimed();
        assertThat(told.bootChain()).isNotEqualTo(truth.bootChain());
        var differing = BoundFacts.of(told).properties().stream()
                .filter(p -> !p.getValue().equals(BoundFacts.of(truth).get(p.getKey())))
                .map(Map.Entry::getKey);
        assertThat(differing).containsExactly("bootChain");
    }

    @Test
    @DisplayName("by leaving a register out tells no boot chain, and does not account for the register")
    void registerLeftOut() {
        Boot boot = new Boot("golden");
        assertThat(boot.facts().accountedPcrs()).contains(4, 7, 15).doesNotContain(10, 16);
        boot.log.events().removeIf(e -> e.pcr() == 4 || e.pcr() == 7 || e.pcr() == 11);
        BootFacts facts = boot.facts();
        assertThat(facts.bootChain()).isEmpty();
        assertThat(facts.accountedPcrs()).contains(0, 12).doesNotContain(4, 7, 11);
        assertThat(facts.secureBoot().complete()).isFalse();
        assertThat(facts.unifiedKernel().complete()).isFalse();
        assertThat(facts.commandLines().complete()).isFalse();
    }

    @Test
    @DisplayName("by leaving PCR 12 out tells no complete command lines, whatever hints say of the others")
    void commandLineLeftOut() {
        Boot boot = new Boot("golden");
        Hints hints = new Hints(texts(boot.facts()));
        boot.log.events().removeIf(e -> e.pcr() == 12);
        CommandLines lines =
                AttestedFacts.of(Boots.replayed(boot.outcome()), hints).facts().commandLines();
        assertThat(lines.lines()).isNotEmpty().allMatch(l -> l.text().isPresent());
        assertThat(lines.complete()).isFalse();
    }

    @Test
    @DisplayName("by a second separator in PCR 7 is found out, and the first counts")
    void secondSeparator() {
        Machine machine = secureBoot(Machine.ofBothBanks(), 1).firmware(7, EventType.EV_SEPARATOR, SEPARATOR);
        BootFacts facts = facts(machine.outcome());
        assertThat(facts.secureBoot().enabled()).contains(true);
        assertThat(codes(facts)).contains(FindingCode.SEPARATOR_REPEATED);
    }

    @Test
    @DisplayName("by SecureBoot measured again after the separator is found out, and nothing is told of it")
    void secondSecureBoot() {
        Machine machine = secureBoot(Machine.ofBothBanks(), 0)
                .firmware(7, EventType.EV_EFI_VARIABLE_DRIVER_CONFIG, variable("SecureBoot", 1));
        assertThat(facts(machine.outcome()).secureBoot().enabled()).isEmpty();
        assertThat(codes(facts(machine.outcome()))).contains(FindingCode.SECURE_BOOT_AMBIGUOUS);
        machine.log().change(1, e -> e.withData(Bytes.EMPTY));
        assertThat(facts(machine.outcome()).secureBoot().enabled()).isEmpty();
        machine.log().change(2, e -> e.withType(EventType.EV_EFI_ACTION));
        assertThat(facts(machine.outcome()).secureBoot().enabled()).isEmpty();
    }

    @Test
    @DisplayName("by a switch set after the separator, and both put into systemd's log, tells nothing of it")
    void switchInUserspace() {
        Machine machine = Machine.ofBothBanks()
                .firmware(7, EventType.EV_EFI_VARIABLE_DRIVER_CONFIG, variable("PK"))
                .firmware(7, EventType.EV_SEPARATOR, SEPARATOR)
                .firmware(7, EventType.EV_EFI_VARIABLE_DRIVER_CONFIG, variable("SecureBoot", 1));
        BootFacts facts = facts(moved(machine, 2, "volume-key"));
        assertThat(facts.secureBoot().enabled()).isEmpty();
        assertThat(facts.secureBoot().complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"volume-key", "phase"})
    @DisplayName("by the firmware's last measurements put into systemd's log hides nothing and claims nothing complete")
    void movedToUserspace(String type) {
        Machine machine = Machine.booted("quiet init=/bin/sh").firmware(4, "evil");
        BootFacts truth = facts(machine.outcome());
        BootFacts told = facts(moved(machine, 3, type));
        assertThat(told.bootChain())
                .extracting(BootImage::digest)
                .containsExactlyElementsOf(
                        truth.bootChain().stream().map(BootImage::digest).toList());
        assertThat(told.commandLines().complete()).isFalse();
        assertThat(codes(told))
                .contains(
                        type.equals("volume-key")
                                ? FindingCode.KEYED_RECORD_OUT_OF_PLACE
                                : FindingCode.STRING_CONTRADICTS_DIGEST);
    }

    /** The last events of the machine's firmware log in systemd's instead. */
    private static ReplayOutcome moved(Machine machine, int count, String type) {
        StringBuilder records = new StringBuilder();
        List<LogBuilder.Event> events = machine.log().events();
        List<LogBuilder.Event> last = events.subList(events.size() - count, events.size());
        last.forEach(e -> records.append(
                "\u001e{\"pcr\":%d,\"digests\":[%s],\"content_type\":\"systemd\",\"content\":{\"string\":\"ready\",\"eventType\":\"%s\"}}\n"
                        .formatted(e.pcr(), digests(e.digests()), type)));
        last.clear();
        try {
            return Replay.of(
                    Boots.quote(machine.values()),
                    FirmwareReplay.of(machine.log().parse()),
                    UserspaceLog.parse(Bytes.ofUtf8(records.toString())));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static String digests(Map<HashAlgorithm, Bytes> digests) {
        return String.join(
                ",",
                digests.entrySet().stream()
                        .map(d -> "{\"hashAlg\":\"%s\",\"digest\":\"%s\"}"
                                .formatted(d.getKey().bank(), d.getValue()))
                        .toList());
    }

    @Test
    @DisplayName("by a userspace string that is not what was measured is not believed, and found out")
    void userspaceString() {
        Machine machine = Machine.booted("quiet").userspace(11, "sysinit");
        machine.userspace(11, "ready", Bytes.ofUtf8("shutdown"), List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256));
        BootFacts facts = facts(machine.outcome());
        assertThat(facts.phases()).containsExactly("sysinit");
        assertThat(facts.unifiedKernel().complete()).isFalse();
        assertThat(codes(facts)).contains(FindingCode.STRING_CONTRADICTS_DIGEST);
    }

    @Test
    @DisplayName("about the first of two machine ids does not make the second one a fact")
    void machineIdHidden() {
        String own = "machine-id:" + "1".repeat(32);
        String other = "machine-id:" + "2".repeat(32);
        Machine machine = Machine.booted("quiet").userspace(15, own);
        assertThat(facts(machine.outcome()).machineId()).contains("1".repeat(32));
        Machine lying = Machine.booted("quiet");
        lying.userspace(15, "?", Bytes.ofUtf8(own), List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256));
        assertThat(facts(lying.userspace(15, other).outcome()).machineId()).isEmpty();
    }

    @Test
    @DisplayName("about the types in PCR 11 cannot put one section's content under another's name")
    void sectionsShifted() {
        Boot boot = new Boot("golden");
        UnifiedKernel truth = boot.facts().unifiedKernel();
        assertThat(truth.complete()).isTrue();
        int name = boot.find(11, "UKI section .linux, its name");
        boot.log.change(name + 1, e -> e.withType(EventType.EV_EFI_ACTION));
        boot.log.change(name + 2, e -> e.withType(EventType.EV_EFI_ACTION).withData(Bytes.ofUtf8("?")));
        assertThat(boot.facts().unifiedKernel()).isEqualTo(truth);
    }

    @Test
    @DisplayName("about the type or text of the firmware's warnings cannot take them back")
    void warnings() {
        Machine machine = secureBoot(Machine.ofBothBanks().firmware(7, "UEFI Debug Mode"), 1);
        machine.firmware(7, "DMA Protection Disabled");
        machine.log().change(1, e -> e.withType(EventType.EV_IPL).withData(Bytes.ofUtf8("all is well")));
        machine.log().change(4, e -> e.withType(EventType.EV_EFI_GPT_EVENT));
        BootFacts facts = facts(machine.outcome());
        assertThat(facts.firmware().debugMode()).isTrue();
        assertThat(facts.firmware().dmaProtectionDisabled()).isTrue();
        assertThat(codes(facts)).contains(FindingCode.DEBUG_MODE, FindingCode.DMA_PROTECTION_DISABLED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @DisplayName("in a bank that the firmware left for the OS to fill is not believed against one that it did not")
    void bankFilledByTheSystem(int told) {
        Bytes truth = variable("SecureBoot", 0);
        Bytes lie = variable("SecureBoot", 1);
        LogBuilder log = LogBuilder.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
        log.add(7, EventType.EV_EFI_VARIABLE_DRIVER_CONFIG, truth, told == 0 ? truth : lie);
        log.change(1, e -> e.withDigest(HashAlgorithm.SHA256, HashAlgorithm.SHA256.hash(lie)));
        log.add(7, EventType.EV_SEPARATOR, SEPARATOR, SEPARATOR);
        FirmwareReplay replay = FirmwareReplay.of(log.parse());
        PcrValues values = Boots.values(Map.of(
                HashAlgorithm.SHA1, pcrs(replay, HashAlgorithm.SHA1),
                HashAlgorithm.SHA256, pcrs(replay, HashAlgorithm.SHA256)));
        BootFacts facts = facts(Replay.of(Boots.quote(values), replay, Boots.NO_USERSPACE));
        assertThat(facts.secureBoot().enabled()).isEmpty();
        assertThat(facts.secureBoot().complete()).isFalse();
        assertThat(codes(facts)).contains(FindingCode.BANKS_DISAGREE);
    }

    private static Map<Integer, Bytes> pcrs(FirmwareReplay replay, HashAlgorithm bank) {
        Map<Integer, Bytes> values = new TreeMap<>();
        Stream.of(0, 7).forEach(pcr -> values.put(pcr, replay.value(bank, pcr)));
        return values;
    }
}
