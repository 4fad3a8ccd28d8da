package dev.touchstone.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.FirmwareLogs;
import dev.touchstone.Vectors;
import dev.touchstone.facts.CommandLines.Source;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The facts of real logs are those their sources tell of")
class VectorFactsTest {

    private static BootFacts facts(String name) {
        return BoundFacts.read(log(name)).claimed();
    }

    private static FirmwareLog log(String name) {
        return Boots.parse(FirmwareLogs.named(name));
    }

    private static List<FindingCode> codes(BootFacts facts) {
        return facts.findings().stream().map(Finding::code).toList();
    }

    @TestFactory
    @DisplayName("Secure Boot is on or off, and the TPM was started, as another reading of the log has it")
    Stream<DynamicTest> expected() {
        return Stream.of("go-eventlog", "go-attestation", "keylime")
                .flatMap(folder -> Vectors.files(Vectors.shared(folder), ".expected.json").stream())
                .filter(f ->
                        Vectors.json(f).at("/computed_here/parse").asString("").equals("ok"))
                .map(f -> DynamicTest.dynamicTest(f.toString(), () -> check(f)));
    }

    private static void check(Path expectation) {
        JsonNode expected = Vectors.json(expectation).get("computed_here");
        String name = Vectors.shared("").relativize(expectation).toString().replace(".expected.json", "");
        SecureBoot secureBoot = facts(name).secureBoot();
        JsonNode variable = expected.get("secureboot_variable_hex");
        if (name.endsWith("linux_tpm12.json")) {
            assertThat(secureBoot.enabled())
                    .as("a TPM 1.2 hashed something else")
                    .isEmpty();
        } else {
            assertThat(secureBoot.enabled())
                    .isEqualTo(
                            variable.isNull()
                                    ? Optional.empty()
                                    : Optional.of(variable.asString().equals("01")));
        }
        assertThat(log(name).startupLocality().orElse(0))
                .isEqualTo(expected.get("startup_locality").asInt());
        assertThat(log(name).events()).hasSize(expected.get("events").asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "linux/uefi/go-eventlog-option_rom_eventlog.bin, 2",
        "linux/uefi/go-eventlog-sb_cert_eventlog.bin, 3",
        "linux/uefi/go-tpm-tools-glinux-alex.bin, 0",
        "go-eventlog/testdata/eventlogs/tpm/cos-85-amd-sev.bin, 3"
    })
    @DisplayName("as many authorities vouched, each by a certificate")
    void authorities(String name, int count) {
        assertThat(facts(name).secureBoot().authorities())
                .hasSize(count)
                .allMatch(a -> a.certificate().isPresent());
    }

    @Test
    @DisplayName("an option ROM is the one driver of its machine")
    void optionRom() {
        assertThat(facts("linux/uefi/go-eventlog-option_rom_eventlog.bin")
                        .firmware()
                        .drivers())
                .singleElement()
                .satisfies(d -> assertThat(d.unverifiedPath())
                        .hasValueSatisfying(p -> assertThat(p).contains("/Pci(0x2,0x0)/Pci(0x0,0x0)/Offset(")));
    }

    @Test
    @DisplayName("an H-CRTM makes PCR 0 start from 4")
    void hcrtm() {
        FirmwareLog log = log("linux/uefi/tpm2-tss-hcrtm-sm3bank.bin");
        assertThat(log.startsFromHcrtm()).isTrue();
        assertThat(log.startupLocality()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux/uefi/tpm2-tools-moklisttrusted.bin",
                "linux/uefi/go-eventlog-coreos_36_shielded_vm_no_secure_boot_eventlog.bin",
                "linux/uefi/go-tpm-tools-eventlogwithsp800155.bin"
            })
    @DisplayName("shim trusts the machine owner's keys, in PCR 7 and PCR 14 alike, and measures an SBAT level")
    void shim(String name) {
        Shim shim = facts(name).shim();
        assertThat(shim.mokListTrusted()).contains(true);
        assertThat(shim.sbatLevel().orElseThrow().text()).startsWith("sbat,1,");
        assertThat(shim.variables())
                .extracting(Shim.MokVariable::unverifiedName)
                .containsExactly("MokList", "MokListX", "MokListTrusted");
        assertThat(shim.variables().getLast().content()).contains("01");
    }

    @Test
    @DisplayName("vendor_db and MOK keys vouch beside db where shim says so")
    void otherAuthorities() {
        assertThat(facts("linux/uefi/keylime-secureboot-vendordb.bin")
                        .secureBoot()
                        .authorities())
                .extracting(SecureBoot.Authority::variable)
                .containsExactly("db", "vendor_db");
        assertThat(facts("linux/uefi/ima-evm-utils-pcrs-8-9.bin").secureBoot().authorities())
                .extracting(SecureBoot.Authority::variable)
                .containsExactly("db", "Shim", "MokList");
    }

    @ParameterizedTest
    @CsvSource({
        "linux/ccel/go-eventlog-cos-113-tdx-dupe-separator.bin, SEPARATOR_REPEATED",
        "linux/uefi/go-tpm-tools-gdc-host.bin, IMAGE_BEFORE_BOOT",
        "linux/uefi/go-tpm-tools-gdc-host.bin, DMA_PROTECTION_DISABLED",
        "linux/uefi/keylime-locality3.bin, IMAGE_BEFORE_BOOT",
        "linux/uefi/tpm2-tools-moklisttrusted.bin, IMAGE_REPEATED",
        "HIRS/HIRS_Utils/src/test/resources/tcgeventlog/TpmLog.bin, BOOT_RETRIED"
    })
    @DisplayName("what is odd about a log is found")
    void odd(String name, FindingCode code) {
        assertThat(codes(facts(name))).contains(code);
    }

    @Test
    @DisplayName("HIRS's altered log is found out at the altered event and nowhere else")
    void altered() {
        FirmwareLog original = log("HIRS/HIRS_Utils/src/test/resources/tcgeventlog/TpmLog.bin");
        FirmwareLog altered = log("HIRS/tools/tcg_rim_tool/src/test/resources/TPMLog_Altered.bin");
        List<Integer> differing = altered.events().stream()
                .filter(e ->
                        !e.data().equals(original.events().get(e.index() - 1).data())
                                || !original.banks().stream()
                                        .allMatch(b -> e.digest(b)
                                                .equals(original.events()
                                                        .get(e.index() - 1)
                                                        .digest(b))))
                .map(e -> e.index())
                .toList();
        assertThat(facts("HIRS/tools/tcg_rim_tool/src/test/resources/TPMLog_Altered.bin")
                        .findings())
                .filteredOn(f -> f.code() == FindingCode.DIGEST_CONTRADICTS_DATA)
                .extracting(f -> f.event().orElseThrow())
                .isNotEmpty()
                .isSubsetOf(differing);
        assertThat(codes(facts("HIRS/HIRS_Utils/src/test/resources/tcgeventlog/TpmLog.bin")))
                .doesNotContain(FindingCode.DIGEST_CONTRADICTS_DATA);
    }

    @Test
    @DisplayName("shim, GRUB and a signed kernel are the chain, with their command line")
    void shimGrubKernel() {
        BootFacts facts = facts("lab-shim-grub-secureboot/firmware.log");
        JsonNode expected = Vectors.json(Vectors.shared("lab-shim-grub-secureboot/expected.json"));
        assertThat(facts.secureBoot().enabled())
                .contains(expected.get("secure_boot").asBoolean());
        assertThat(facts.secureBoot().complete()).isTrue();
        assertThat(expected.get("boot_chain").get(0).asString()).startsWith("\\EFI\\BOOT\\BOOTX64.EFI");
        assertThat(facts.bootChain())
                .extracting(i -> i.unverifiedPath().orElse("").replaceAll(".*/", ""))
                .containsExactly("\\EFI\\BOOT\\BOOTX64.EFI", "\\EFI\\BOOT\\grubx64.efi", "", "");
        assertThat(facts.bootChain().get(2).digest())
                .as("the kernel, checked by shim and loaded by the firmware")
                .isEqualTo(facts.bootChain().get(3).digest());
        assertThat(facts.commandLines().complete()).isTrue();
        assertThat(facts.commandLines().lines()).singleElement().satisfies(l -> {
            assertThat(l.source()).isEqualTo(Source.GRUB);
            assertThat(l.text()).contains(expected.get("kernel_cmdline").asString());
        });
    }

    @ParameterizedTest
    @FieldSource("dev.touchstone.Boots#ALL")
    @DisplayName("a recorded boot has the Secure Boot state and the command line read in the guest")
    void recorded(String name) {
        JsonNode expected = Vectors.json(Vectors.boot(name + "/expected.json"));
        Hints hints = new Hints(List.of(expected.get("cmdline").asString()));
        BootFacts facts = AttestedFacts.of(Boots.recorded(name), hints).facts();
        assertThat(facts.secureBoot().enabled())
                .contains(expected.get("secureBoot").asBoolean());
        assertThat(facts.secureBoot().complete()).isTrue();
        assertThat(facts.commandLines().complete()).isTrue();
        assertThat(facts.commandLines().lines().stream()
                        .flatMap(l -> l.text().stream())
                        .map(l -> l.replaceFirst("^/vmlinuz ", "BOOT_IMAGE=/vmlinuz ")))
                .contains(expected.get("cmdline").asString());
        assertThat(codes(facts)).allMatch(c -> c.severity() == FindingCode.Severity.NOTE);
    }

    @Test
    @DisplayName("Red Hat's older GRUB has its command line read")
    void olderGrub() {
        CommandLines lines = facts("linux/uefi/go-tpm-tools-rhel8-uefi.bin").commandLines();
        assertThat(lines.complete()).isTrue();
        assertThat(lines.lines())
                .singleElement()
                .satisfies(l -> assertThat(l.text().orElseThrow())
                        .startsWith("(hd0,gpt2)/boot/vmlinuz-4.18.0-240.22.1.el8_3.x86_64 root=UUID="));
    }

    @ParameterizedTest
    @CsvSource({
        "go-eventlog/testdata/eventlogs/tpm/cos-85-amd-sev.bin",
        "go-eventlog/testdata/eventlogs/tpm/ubuntu-2104-no-dbx.bin"
    })
    @DisplayName("go-eventlog's applications and kernel command lines are among ours")
    void goEventlog(String name) {
        BootFacts facts = facts(name);
        JsonNode expected =
                Vectors.json(Vectors.shared(name + ".expected.json")).get("peer_expected");
        List<String> digests =
                facts.bootChain().stream().map(i -> i.digest().value().toHex()).toList();
        expected.at("/expected_efi_app_digests/sha384")
                .forEach(d -> assertThat(digests).contains(d.asString()));
        if (expected.has("expected_kernel_cmdline")) {
            String line = expected.get("expected_kernel_cmdline").asString().replace("\0", "");
            assertThat(facts.commandLines().lines())
                    .extracting(l -> l.text().orElse(""))
                    .contains(line);
        }
    }

    /** What peers expect of some logs, and is not so here; the reasons stand in docs/event-logs.md, too. */
    @Test
    @DisplayName("peers' expectations that are not shared")
    void notShared() {
        BootFacts arch = facts("linux/uefi/go-tpm-tools-arch-linux-workstation.bin");
        assertThat(arch.secureBoot().enabled())
                .as("go-eventlog refuses a SecureBoot of no bytes; by UEFI an absent variable is off")
                .contains(false);
        assertThat(codes(arch))
                .as("go-eventlog refuses an application before an announcement this firmware never makes")
                .doesNotContain(FindingCode.IMAGE_BEFORE_BOOT);
        assertThat(facts("linux/uefi/go-tpm-tools-glinux-alex.bin").bootChain())
                .as("go-eventlog refuses a GRUB that measures nothing itself")
                .isNotEmpty();
        assertThat(facts("go-eventlog/testdata/eventlogs/tpm/ubuntu-1804-amd-sev.bin")
                        .secureBoot()
                        .enabled())
                .as("go-eventlog's comment says on; the variable says off")
                .contains(false);
        assertThat(facts("keylime/test/data/create-mb-policy/binary_bios_measurements")
                        .secureBoot()
                        .enabled())
                .as("keylime refuses to make a policy of it; a fact is no judgement")
                .contains(false);
        assertThat(log("keylime/test/data/create-mb-policy/binary_bios_measurements-empty")
                        .events())
                .as("keylime refuses an empty log; a host without firmware measurements has one")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux/ccel/go-eventlog-CCEL_unpadded.data.bin",
                "linux/ccel/go-eventlog-cos-113-tdx-dupe-separator.bin",
                "linux/ccel/trustee-CCEL_data_ovmf"
            })
    @DisplayName("a CCEL, whose registers are others, is read and tells nothing of Secure Boot")
    void ccel(String name) {
        BootFacts facts = facts(name);
        assertThat(log(name).events()).anyMatch(e -> e.is(EventType.EV_EFI_VARIABLE_DRIVER_CONFIG) && e.pcr() == 1);
        assertThat(facts.secureBoot().enabled()).isEmpty();
        assertThat(facts.secureBoot().complete()).isFalse();
        assertThat(facts.commandLines().complete()).isFalse();
    }

    @Test
    @DisplayName("event data that no reader understands is rare in real logs, and found")
    void unreadable() {
        long unreadable = FirmwareLogs.distinct()
                .filter(s -> !s.name().contains("bogus") && !s.name().contains("acpi-table"))
                .map(s -> BoundFacts.read(Boots.parse(s.log())))
                .flatMap(r -> r.claimed().findings().stream())
                .filter(f -> f.code() == FindingCode.DATA_UNREADABLE)
                .count();
        assertThat(unreadable).isLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("a partition table names the disk and its partitions")
    void disk() {
        Disk disk = facts("boots/golden").disk().orElseThrow();
        assertThat(disk.id()).hasToString("7074a2c1-0b5e-4d5c-9a53-2f1d6e8c0001");
        assertThat(disk.partitions()).hasSize(2);
    }
}
