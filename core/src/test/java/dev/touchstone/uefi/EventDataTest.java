package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Event data")
class EventDataTest {

    private static final String GLOBAL = "8be4df61-93ca-11d2-aa0d-00e098032b8c";

    /** One event's body, as hex text. */
    private static Bytes hirs(String file) {
        String folder = "HIRS/HIRS_Utils/src/test/resources/tcgeventlog/";
        return Bytes.ofHex(Vectors.bytes(Vectors.shared(folder + file)).toUtf8().strip());
    }

    @Test
    @DisplayName("has GUIDs with their first three groups turned round, some of them known by name")
    void guid() {
        Guid guid = new Guid(Bytes.ofHex("61dfe48bca93d211aa0d00e098032b8c"));
        assertThat(guid).hasToString(GLOBAL).isEqualTo(Guid.of("8BE4DF61-93CA-11D2-AA0D-00E098032B8C"));
        assertThat(guid.label()).contains("EFI_GLOBAL_VARIABLE");
        assertThat(Guid.ZERO.label()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Guid.of("8be4df6193ca-11d2-aa0d-00e098032b8c-"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Guid(Bytes.EMPTY));
    }

    @Test
    @DisplayName("is a variable: HIRS's SecureBoot, KEK and BootOrder")
    void variables() throws MalformedException {
        assertThat(UefiVariable.parse(hirs("uefi/EV_EFI_VAR_SECURE_BOOT.txt")))
                .isEqualTo(new UefiVariable(Guid.of(GLOBAL), "SecureBoot", Bytes.filled(1, 0)));
        assertThat(UefiVariable.parse(hirs("uefi/EV_EFI_VARIABLE_DRIVER_CONFIG_KEK.txt")))
                .isEqualTo(new UefiVariable(Guid.of(GLOBAL), "KEK", Bytes.EMPTY));
        UefiVariable order = UefiVariable.parse(hirs("uefi/EV_EFI_VARIABLE_BOOT.txt"));
        assertThat(order.name()).isEqualTo("BootOrder");
        assertThat(BootOrder.parse(order.data())).hasToString("0004, 0003, 0002, 0000, 0001, 0005");
        assertThat(order.measuredForm()).isEqualTo(hirs("uefi/EV_EFI_VARIABLE_BOOT.txt"));
    }

    @Test
    @DisplayName("is a variable whose name is no text, and is marshalled as it was")
    void oddNames() throws MalformedException {
        Bytes odd = Events.of()
                .guid(GLOBAL)
                .u64(3)
                .u64(1)
                .u16(0xd800)
                .u16(0)
                .u16(0xfeff)
                .u8(9)
                .bytes();
        assertThat(UefiVariable.parse(odd).measuredForm()).isEqualTo(odd);
    }

    @Test
    @DisplayName("is no variable with a name of more than 512 characters, or with bytes after it that no shim wrote")
    void refusedVariables() {
        assertRefused(
                UefiVariable::parse, Events.of().guid(GLOBAL).u64(513).u64(0).wide("x".repeat(513)));
        assertRefused(UefiVariable::parse, Events.of().guid(GLOBAL).u64(-1).u64(0));
        assertRefused(UefiVariable::parse, Events.of().guid(GLOBAL).u64(0).u64(-1));
        assertRefused(
                UefiVariable::parse, Events.of().guid(GLOBAL).u64(0).u64(0).u8(0));
        assertRefused(
                UefiVariable::parse, Events.of().guid(GLOBAL).u64(0).u64(0).hex("000000000100"));
    }

    @Test
    @DisplayName("is a loaded image: HIRS's boot application")
    void image() throws MalformedException {
        ImageLoad image = ImageLoad.parse(hirs("events/EvBootServicesApplication.txt"));
        assertThat(image.location()).isEqualTo(0x58d42018L);
        assertThat(image.length()).isEqualTo(0x5b4e0L);
        assertThat(image.path())
                .isEqualTo(DevicePath.parse(hirs("uefi/EFI_DEVICE_PATH.txt")))
                .hasToString("Fv(b6ede22c-de30-45fa-bb09-ca202c1654b7)/FvFile(15e1e31a-9f9d-4c84-82fb-1a707fc0f63b)");
        assertThat(image.path().file()).isEmpty();
    }

    @Test
    @DisplayName("is an image without a path, with the eight or nine bytes boot loaders leave, and with no others")
    void imageWithoutPath() throws MalformedException {
        Events header = Events.of().u64(1).u64(2).u64(3).u64(0);
        assertThat(ImageLoad.parse(header.bytes()).path().nodes()).isEmpty();
        assertThat(ImageLoad.parse(Bytes.concat(header.bytes(), Bytes.filled(8, 7)))
                        .length())
                .isEqualTo(2);
        assertThat(ImageLoad.parse(Bytes.concat(header.bytes(), Bytes.filled(9, 7)))
                        .length())
                .isEqualTo(2);
        assertRefused(ImageLoad::parse, Events.of().bytes(header.bytes()).bytes(Bytes.filled(7, 7)));
        assertRefused(ImageLoad::parse, Events.of().bytes(header.bytes()).bytes(Bytes.filled(10, 7)));
    }

    @Test
    @DisplayName("is a partition table: HIRS's Windows disk")
    void partitions() throws MalformedException {
        PartitionTable table = PartitionTable.parse(hirs("events/EvEfiGptPartition.txt"));
        assertThat(table.disk()).hasToString("4ec3e76f-7923-4c3e-b040-e8080f1b8883");
        assertThat(table.partitions()).hasSize(5);
        Partition system = table.partitions().get(1);
        assertThat(system)
                .isEqualTo(new Partition(
                        Guid.of("c12a7328-f81f-11d2-ba4b-00a0c93ec93b"),
                        Guid.of("8ca7623c-041e-4fab-8c12-f49a86b85d73"),
                        1026048,
                        1230847,
                        Long.MIN_VALUE,
                        "EFI system partition"));
        assertThat(system.type().label()).contains("EFI system partition");
        Bytes entry = hirs("uefi/EV_EFI_GPT_EVENT.txt");
        assertThat(Partition.read(entry.reader())).isEqualTo(system);
    }

    @Test
    @DisplayName("is a partition table whose header and entries are as long as it says")
    void longPartitions() throws MalformedException {
        Events table = Events.of()
                .ascii("EFI PART")
                .u32(0x10000)
                .u32(96)
                .bytes(Bytes.filled(40, 0))
                .guid(GLOBAL);
        table.bytes(Bytes.filled(12, 0)).u32(256).u32(0).u32(0).u64(1);
        Bytes whole = Bytes.concat(table.bytes(), Bytes.filled(256, 0));
        assertThat(PartitionTable.parse(whole).partitions()).hasSize(1);
        assertRefused(PartitionTable::parse, Events.of().bytes(whole).u8(0));
        assertRefused(PartitionTable::parse, table);
    }

    @Test
    @DisplayName("is a firmware blob: HIRS's, and one with a description")
    void blobs() throws MalformedException {
        assertThat(FirmwareBlob.parse(hirs("uefi/EFI_PLATFORM_FIRMWARE_BLOB.txt")))
                .isEqualTo(new FirmwareBlob(0x6b207000L, 0xd0000L, Optional.empty()));
        assertThat(FirmwareBlob.parseDescribed(
                        Events.of().u8(3).ascii("FV\0").u64(1).u64(2).bytes()))
                .isEqualTo(new FirmwareBlob(1, 2, Optional.of("FV")));
        assertThat(FirmwareBlob.parseDescribed(
                        Events.of().u8(4).wide("FV").u64(1).u64(2).bytes()))
                .isEqualTo(new FirmwareBlob(1, 2, Optional.of("FV")));
    }

    @Test
    @DisplayName("is configuration tables: HIRS's SMBIOS, and some with a description")
    void tables() throws MalformedException {
        HandoffTables smbios = HandoffTables.parse(hirs("events/EvHandoffTables.txt"));
        assertThat(smbios.tables()).hasSize(1);
        assertThat(smbios.tables().getFirst().vendor().label()).contains("SMBIOS 3 table");
        assertThat(smbios.tables().getFirst().pointer()).isEqualTo(0x63670000L);
        Events described = Events.of().u8(1).ascii("x").u64(1).guid(GLOBAL).u64(5);
        assertThat(HandoffTables.parseDescribed(described.bytes()))
                .isEqualTo(new HandoffTables(Optional.of("x"), List.of(new HandoffTables.Table(Guid.of(GLOBAL), 5))));
        assertRefused(HandoffTables::parse, Events.of().u64(1L << 60));
    }

    @Test
    @DisplayName("is a boot option, of which the first path counts and all must be in order")
    void option() throws MalformedException {
        Bytes path = Events.of().node(4, 4, Events.of().wide("\\a\0")).endPath().bytes();
        Events option = Events.of()
                .u32(1)
                .u16(2 * path.length())
                .wide("Linux\0")
                .bytes(path)
                .bytes(path)
                .hex("0102");
        LoadOption read = LoadOption.parse(option.bytes());
        assertThat(read).isEqualTo(new LoadOption(1, "Linux", DevicePath.parse(path), Bytes.ofHex("0102")));
        assertThat(read.active()).isTrue();
        assertThat(new LoadOption(0x100, "", read.path(), Bytes.EMPTY).active()).isFalse();
        assertRefused(
                LoadOption::parse,
                Events.of().u32(1).u16(path.length() + 4).wide("\0").bytes(path).u32(0));
        assertRefused(LoadOption::parse, Events.of().u32(1).u16(0).wide("x".repeat(1025) + "\0"));
    }

    @Test
    @DisplayName("is a boot order of whole numbers, and of no more than there are")
    void order() throws MalformedException {
        assertThat(BootOrder.parse(Bytes.EMPTY).options()).isEmpty();
        assertRefused(BootOrder::parse, Events.of().u8(0));
        assertRefused(BootOrder::parse, Events.of().bytes(Bytes.filled(0x20002, 0)));
    }

    @Test
    @DisplayName("is one tagged event or several, each whole")
    void tagged() throws MalformedException {
        Events two = Events.of().u32(0x8f3b22ecL).u32(2).hex("0102").u32(7).u32(0);
        assertThat(TaggedEvent.parse(two.bytes()))
                .containsExactly(new TaggedEvent(0x8f3b22ecL, Bytes.ofHex("0102")), new TaggedEvent(7, Bytes.EMPTY));
        assertRefused(TaggedEvent::parse, Events.of());
        assertRefused(TaggedEvent::parse, two.u8(0));
    }

    static void assertRefused(Events.Parser parser, Events data) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> parser.parse(data.bytes()));
    }
}
