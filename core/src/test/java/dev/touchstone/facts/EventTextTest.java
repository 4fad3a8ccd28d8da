package dev.touchstone.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.event.EventString;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.uefi.DevicePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An event in words")
class EventTextTest {

    private static final HashAlgorithm BANK = HashAlgorithm.SHA256;

    /** Each of 2048 characters can take ten to escape; a sentence comes on top. */
    private static final int MAX_TEXT = 10 * EventString.MAX_LENGTH + 100;

    private static EventText text(int pcr, EventType type, Bytes measured, Bytes data) {
        LogBuilder log = LogBuilder.of(BANK);
        log.add(pcr, type, measured, data);
        return text(log.parse().events().getFirst());
    }

    private static EventText text(int pcr, EventType type, Bytes data) {
        return text(pcr, type, data, data);
    }

    private static EventText text(FirmwareEvent event) {
        return EventText.of(new MeasuredEvent.Firmware(event), BANK);
    }

    private static Bytes wide(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_16LE));
    }

    private static void assertShowable(EventText text) {
        assertThat(text.text()).isNotEmpty().hasSizeLessThanOrEqualTo(MAX_TEXT);
        assertThat(text.text().codePoints()).allMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        });
        assertThat(text.toString().endsWith(" (unverified)")).isNotEqualTo(text.bound());
    }

    @TestFactory
    @DisplayName("of any real log can be shown, and is bound only where a hash says so")
    Stream<DynamicTest> realLogs() {
        List<Path> logs = new ArrayList<>(Vectors.files(Vectors.boot(""), "firmware.log"));
        logs.addAll(Vectors.files(Vectors.shared("linux/uefi"), ".bin"));
        logs.addAll(Vectors.files(Vectors.shared("go-eventlog/testdata/eventlogs/tpm"), ".bin"));
        return logs.stream().map(path -> DynamicTest.dynamicTest(path.toString(), () -> check(Vectors.bytes(path))));
    }

    private static void check(Bytes raw) {
        FirmwareLog log;
        try {
            log = FirmwareLog.parse(raw);
        } catch (MalformedException refused) {
            return; // which of them are is FirmwareVectorsTest's to say
        }
        for (FirmwareEvent event : log.events()) {
            for (HashAlgorithm bank : log.banks()) {
                EventText text = EventText.of(new MeasuredEvent.Firmware(event), bank);
                assertShowable(text);
                if (text.bound()) {
                    assertThat(candidates(event).map(bank::hash))
                            .as(event + " " + text)
                            .contains(event.digest(bank).orElseThrow());
                }
            }
        }
    }

    /** Everything that may have been hashed for words to be bound. */
    private static Stream<Bytes> candidates(FirmwareEvent event) {
        Bytes data = event.data();
        Stream<Bytes> whole = Stream.of(data, Bytes.filled(4, 0), Bytes.filled(4, 0xff), Bytes.ofHex("01000000"));
        return switch (event.pcr()) {
            case 1, 5 -> Stream.concat(whole, variableContent(data));
            case 7 -> Stream.concat(whole, Stream.of(data.slice(0, Math.max(data.length() - 1, 0))));
            case 8 -> Stream.concat(whole, grubStrings(data));
            case 11 ->
                Stream.concat(whole, Stream.of(Bytes.ofUtf8(data.toText(StandardCharsets.UTF_16LE, 0, data.length()))));
            default -> whole;
        };
    }

    /** After each of its prefixes, with and without the terminator. */
    private static Stream<Bytes> grubStrings(Bytes data) {
        return Stream.of("grub_cmd: ", "kernel_cmdline: ", "module_cmdline: ", "grub_cmd ", "grub_kernel_cmdline ")
                .filter(data.toUtf8()::startsWith)
                .map(String::length)
                .flatMap(at -> Stream.of(data.slice(at, data.length()), data.slice(at, data.length() - 1)));
    }

    private static Stream<Bytes> variableContent(Bytes data) {
        if (data.length() < 32) {
            return Stream.empty();
        }
        long at = 32 + 2 * data.u32le(16);
        return at <= data.length() ? Stream.of(data.slice((int) at, data.length())) : Stream.empty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("can be shown for any type with any data, and is never bound to a digest of something else")
    void everyType(EventType type) {
        Random random = new Random(type.code());
        for (int pcr : new int[] {0, 4, 5, 7, 8, 9, 11, 12, 14}) {
            for (int length : new int[] {0, 1, 2, 3, 7, 8, 9, 31, 32, 33, 64, 20_000}) {
                byte[] data = new byte[length];
                random.nextBytes(data);
                assertShowable(text(pcr, type, Bytes.of(data)));
                assertThat(text(pcr, type, Bytes.ofUtf8("something else"), Bytes.of(data))
                                .bound())
                        .isFalse();
            }
        }
    }

    @Test
    @DisplayName("of an unknown type names its number")
    void unknownType() {
        LogBuilder log = LogBuilder.of(BANK);
        log.add(4, EventType.EV_IPL, Bytes.EMPTY, Bytes.EMPTY);
        log.change(1, e -> new LogBuilder.Event(e.pcr(), 0xdeadbeefL, e.digests(), e.data()));
        assertThat(text(log.parse().events().getFirst())).hasToString("event of unknown type 0xdeadbeef (unverified)");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "EV_SEPARATOR",
                "EV_EFI_GPT_EVENT",
                "EV_EFI_GPT_EVENT2",
                "EV_EFI_VARIABLE_AUTHORITY",
                "EV_EVENT_TAG",
                "EV_EFI_HANDOFF_TABLES",
                "EV_EFI_BOOT_SERVICES_APPLICATION"
            })
    @DisplayName("is not bound for a command line passed off as something that does not show it")
    void retyped(EventType type) {
        EventText text = text(12, type, wide("quiet init=/bin/sh\0"));
        assertThat(text.bound()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"EV_ACTION", "EV_OMIT_BOOT_DEVICE_EVENTS", "EV_S_CRTM_VERSION", "EV_IPL"})
    @DisplayName("shows all of a command line under any type under which it is bound")
    void shownWhole(EventType type) {
        EventText text = text(12, type, wide("quiet init=/bin/sh\0"));
        assertThat(text.bound()).isTrue();
        assertThat(text.text()).endsWith("\"quiet init=/bin/sh\"");
    }

    @Test
    @DisplayName("of a separator goes by its digest")
    void separators() {
        Bytes zero = Bytes.filled(4, 0);
        assertThat(text(7, EventType.EV_SEPARATOR, zero)).hasToString("separator");
        assertThat(text(7, EventType.EV_SEPARATOR, Bytes.filled(4, 0xff))).hasToString("separator");
        assertThat(text(7, EventType.EV_SEPARATOR, Bytes.ofHex("01000000"), Bytes.ofUtf8("why")))
                .hasToString("error separator");
        assertThat(text(7, EventType.EV_SEPARATOR, Bytes.ofUtf8("x"), zero)).hasToString("separator (unverified)");
    }

    @Test
    @DisplayName("of GRUB is bound to the string without its prefix and terminator, however long it is")
    void grub() {
        Bytes logged = Bytes.ofUtf8("kernel_cmdline: /vmlinuz root=/dev/vda2\0");
        assertThat(text(8, EventType.EV_IPL, Bytes.ofUtf8("/vmlinuz root=/dev/vda2"), logged))
                .hasToString("kernel command line \"/vmlinuz root=/dev/vda2\"");
        assertThat(text(8, EventType.EV_IPL, logged))
                .extracting(EventText::bound)
                .isEqualTo(false);
        String entry = "menuentry " + "é".repeat(5000);
        EventText text = text(8, EventType.EV_IPL, Bytes.ofUtf8(entry), Bytes.ofUtf8("grub_cmd: " + entry + "\0"));
        assertThat(text.bound()).isTrue();
        assertThat(text.text()).startsWith("GRUB command \"menuentry é").endsWith("é…\"");
        assertThat(text(8, EventType.EV_IPL, Bytes.ofUtf8("x"), Bytes.ofUtf8("other: x\0")))
                .hasToString("GRUB \"other: x\" (unverified)");
        assertThat(text(8, EventType.EV_IPL, Bytes.EMPTY, Bytes.ofUtf8("grub_cmd: ")))
                .hasToString("GRUB command \"\"");
    }

    @Test
    @DisplayName("of a UKI section is bound to its name, and says whether name or content was measured")
    void ukiSection() {
        Bytes logged = wide(".linux\0");
        assertThat(text(11, EventType.EV_IPL, Bytes.ofUtf8(".linux\0"), logged))
                .hasToString("UKI section .linux, its name");
        assertThat(text(11, EventType.EV_IPL, Bytes.ofUtf8("kernel"), logged))
                .hasToString("UKI section .linux, its content (unverified)");
        assertThat(text(11, EventType.EV_IPL, Bytes.ofUtf8("?\0"), wide("é\0")).bound())
                .isFalse();
    }

    @Test
    @DisplayName("of a loader's command line reads UTF-16 and nothing else, and hides nothing after a NUL")
    void commandLine() {
        assertThat(text(12, EventType.EV_IPL, wide("quiet\0"))).hasToString("kernel command line \"quiet\"");
        assertThat(text(12, EventType.EV_IPL, wide("quiet\0 init=/bin/sh\0")))
                .hasToString("kernel command line \"quiet\\u{0} init=/bin/sh\"");
        String disguise = new String("nvpcr-".getBytes(StandardCharsets.US_ASCII), StandardCharsets.UTF_16LE);
        assertThat(text(12, EventType.EV_IPL, wide(disguise + " init=/bin/sh\0"))
                        .text())
                .endsWith(" init=/bin/sh\"");
        assertThat(text(12, EventType.EV_IPL, wide("Credentials initrd\0")))
                .hasToString("kernel command line \"Credentials initrd\"");
        assertThat(text(12, EventType.EV_IPL, Bytes.ofUtf8("cpio"), wide("Credentials initrd\0")))
                .hasToString("\"Credentials initrd\" (unverified)");
        String longest = "x".repeat(EventString.MAX_LENGTH - 8) + " init=/a";
        assertThat(text(12, EventType.EV_IPL, wide(longest + "\0")))
                .hasToString("kernel command line \"" + longest + "\"");
        assertThat(text(12, EventType.EV_IPL, wide("x" + longest + "\0")))
                .hasToString("kernel command line \"x" + longest.replace("/a", "/") + "…\"");
    }

    @Test
    @DisplayName("cannot end its own quotes or forge the rest of a sentence")
    void quotes() {
        assertThat(text(4, EventType.EV_ACTION, Bytes.ofUtf8("a\"; approved is \"b\u202e\n")))
                .hasToString("action \"a\\\"; approved is \\\"b\\u{202e}\\u{a}\"");
    }

    private static Bytes variable(String guid, long nameLength, String name, long dataLength, Bytes data) {
        return Bytes.concat(Bytes.ofHex(guid), u64(nameLength), u64(dataLength), wide(name), data);
    }

    private static Bytes u64(long value) {
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (value >> (8 * i));
        }
        return Bytes.of(bytes);
    }

    @Test
    @DisplayName("of a UEFI variable tells name and size, and Secure Boot's state only for the variable that holds it")
    void variables() {
        String global = "61dfe48bca93d211aa0d00e098032b8c";
        EventType type = EventType.EV_EFI_VARIABLE_DRIVER_CONFIG;
        Bytes on = Bytes.of((byte) 1);
        assertThat(text(7, type, variable(global, 10, "SecureBoot", 1, on)))
                .hasToString("UEFI variable SecureBoot = on");
        assertThat(text(7, type, variable(global, 10, "SecureBoot", 1, Bytes.of((byte) 0))))
                .hasToString("UEFI variable SecureBoot = off");
        assertThat(text(7, type, variable("00".repeat(16), 10, "SecureBoot", 1, on)))
                .hasToString("UEFI variable SecureBoot (1 bytes)");
        assertThat(text(7, type, variable(global, 2, "PK", 0, Bytes.EMPTY))).hasToString("UEFI variable PK (empty)");
        assertThat(text(7, type, Bytes.ofUtf8("x"), variable(global, 2, "PK", 0, Bytes.EMPTY)))
                .hasToString("UEFI variable PK (empty) (unverified)");
    }

    @Test
    @DisplayName("of a UEFI variable that cannot be read is not bound, whatever length it claims")
    void variableLengths() {
        String guid = "00".repeat(16);
        for (long length :
                new long[] {513, 0x7fffffffL, 0x80000000L, 0xffffffffL, Long.MAX_VALUE, -1L, Long.MIN_VALUE}) {
            assertThat(text(7, EventType.EV_EFI_VARIABLE_AUTHORITY, variable(guid, length, "x", 1, Bytes.EMPTY)))
                    .hasToString("UEFI variable that cannot be read (unverified)");
            assertThat(text(7, EventType.EV_EFI_VARIABLE_AUTHORITY, variable(guid, 1, "x", length, Bytes.EMPTY)))
                    .hasToString("UEFI variable that cannot be read (unverified)");
        }
        Bytes whole = variable(guid, 2, "PK", 1, Bytes.of((byte) 1));
        for (int cut = 0; cut < whole.length(); cut++) {
            assertThat(text(7, EventType.EV_EFI_VARIABLE_BOOT, whole.slice(0, cut))
                            .bound())
                    .isFalse();
        }
    }

    @Test
    @DisplayName("of an EFI application names the file of its device path, joined, and is never bound")
    void devicePath() {
        assertThat(application(Bytes.concat(file("\\EFI\\"), file("BOOT\\a.efi\0"), Bytes.ofHex("7fff0400"))))
                .hasToString("EFI application \"/EFI/BOOT/a.efi\" (unverified)");
        assertThat(application(Bytes.ofHex("7fff0400")))
                .hasToString("EFI application without a device path (unverified)");
        Bytes whole = Bytes.concat(file("\\a.efi"), Bytes.ofHex("7fff0400"));
        for (int cut = 1; cut < whole.length(); cut++) {
            assertShowable(application(whole.slice(0, cut)));
        }
        for (String length : new String[] {"0000", "0300", "ffff"}) {
            assertThat(application(Bytes.ofHex("0404" + length + "4100")))
                    .hasToString("EFI application with a device path that cannot be read (unverified)");
        }
        Bytes[] many = new Bytes[DevicePath.MAX_NODES + 1];
        Arrays.fill(many, file("\\directory"));
        assertThat(application(Bytes.concat(many)).text())
                .isEqualTo("EFI application with a device path that cannot be read");
    }

    private static EventText application(Bytes devicePath) {
        return text(
                4,
                EventType.EV_EFI_BOOT_SERVICES_APPLICATION,
                Bytes.concat(Bytes.filled(24, 0), u64(devicePath.length()), devicePath));
    }

    private static Bytes file(String path) {
        Bytes text = wide(path);
        int length = text.length() + 4;
        return Bytes.concat(Bytes.ofHex("0404"), Bytes.of((byte) length, (byte) (length >> 8)), text);
    }

    @Test
    @DisplayName("of the kernel's EFI stub, systemd-boot and others tells the tag")
    void tags() {
        String loadOptions = "ed223b8f" + "00000000";
        assertThat(text(9, EventType.EV_EVENT_TAG, Bytes.ofHex(loadOptions)))
                .hasToString("kernel command line, as the kernel's EFI stub was given it (unverified)");
        assertThat(text(9, EventType.EV_EVENT_TAG, Bytes.concat(Bytes.ofHex("efbeadde02000000"), Bytes.ofUtf8("x\0"))))
                .hasToString("tagged event 0xdeadbeef \"x\" (unverified)");
        assertThat(text(9, EventType.EV_EVENT_TAG, Bytes.ofHex("ed223b8f000000")))
                .hasToString("tagged event that cannot be read (unverified)");
    }

    @Test
    @DisplayName("whose data was altered becomes unverified, though its digest still replays")
    void alteredData() {
        FirmwareLog altered = LogBuilder.copyOf(Boots.log("altered-cmdline"))
                .change(25, e -> e.withData(Boots.log("golden").events().get(24).data()))
                .parse();
        assertThat(text(Boots.log("altered-cmdline").events().get(24)).bound()).isTrue();
        assertThat(text(altered.events().get(24)).toString())
                .startsWith("kernel command line \"quiet console=ttyS0")
                .endsWith("ima_policy=tcb\" (unverified)");
    }

    @Test
    @DisplayName("is not bound in a bank that cannot be recomputed")
    void sm3() {
        FirmwareEvent event = Boots.log("golden").events().get(24);
        assertThat(EventText.of(new MeasuredEvent.Firmware(event), HashAlgorithm.SM3_256)
                        .bound())
                .isFalse();
    }
}
