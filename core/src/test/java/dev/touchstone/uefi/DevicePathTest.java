package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A device path")
class DevicePathTest {

    private static final String ESP = "7074a2c1-0b5e-4d5c-9a53-2f1d6e8c0002";

    private static DevicePath boot() throws MalformedException {
        return DevicePath.parse(bootNodes().endPath().bytes());
    }

    private static Events bootNodes() {
        return Events.of()
                .node(2, 1, Events.of().u32(0x0a0341d0).u32(0))
                .node(1, 1, Events.of().u8(2).u8(0x1f))
                .node(3, 18, Events.of().u16(0).u16(0xffff).u16(0))
                .node(
                        4,
                        1,
                        Events.of()
                                .u32(1)
                                .u64(0x800)
                                .u64(0x100000)
                                .guid(ESP)
                                .u8(2)
                                .u8(2))
                .node(4, 4, Events.of().wide("\\EFI\\BOOT\\BOOTX64.EFI\0"));
    }

    @Test
    @DisplayName("reads as UEFI §10.6 writes it, and names its file and its partition")
    void text() throws MalformedException {
        assertThat(boot())
                .hasToString("PciRoot(0x0)/Pci(0x1F,0x2)/Sata(0x0,0xFFFF,0x0)/HD(1,GPT," + ESP
                        + ",0x800,0x100000)/\\EFI\\BOOT\\BOOTX64.EFI");
        assertThat(boot().file()).contains("\\EFI\\BOOT\\BOOTX64.EFI");
        assertThat(boot().partition()).contains(Guid.of(ESP));
    }

    @ParameterizedTest(name = "has a node {2}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '`', textBlock = """
            1.1 | 021f | Pci(0x1F,0x2)
            1.2 | 01 | PcCard(0x1)
            1.3 | 0b000000 8000005500000000 7f00855600000000 | MemoryMapped(0xB,0x55000080,0x5685007F)
            1.4 | 61dfe48bca93d211aa0d00e098032b8c | VenHw(8be4df61-93ca-11d2-aa0d-00e098032b8c)
            1.4 | 61dfe48bca93d211aa0d00e098032b8c 0102 | VenHw(8be4df61-93ca-11d2-aa0d-00e098032b8c,0102)
            1.5 | 05000000 | Ctrl(0x5)
            1.6 | 01 0010000000000000 | BMC(0x1,0x1000)
            2.1 | d041030a 01000000 | PciRoot(0x1)
            2.1 | d041080a 00000000 | PcieRoot(0x0)
            2.1 | d0410604 01000000 | Acpi(PNP0406,0x1)
            2.1 | d0410406 01000000 | Floppy(0x1)
            2.1 | d0410103 00000000 | Keyboard(0x0)
            2.1 | d0410105 00000000 | Serial(0x0)
            2.1 | d0410104 00000000 | ParallelPort(0x0)
            2.1 | 22340100 00000000 | Acpi(MAB0001,0x0)
            2.1 | 00000100 00000000 | Acpi(0x00010000,0x0)
            2.2 | d041080a 00000000 d041030a 00 5549443100 00 | AcpiExp(PNP0A08,PNP0A03,UID1)
            2.2 | d041080a 02000000 00000000 4800 5500 4300 | AcpiEx(PNP0A08,0,0x2,H,C,U)
            2.3 | 00040180 00030180 | AcpiAdr(0x80010400,0x80010300)
            3.1 | 01 00 0200 | Ata(Secondary,Master,0x2)
            3.1 | 00 01 0000 | Ata(Primary,Slave,0x0)
            3.2 | 0100 0200 | Scsi(0x1,0x2)
            3.3 | 00000000 0100000000000000 0200000000000000 | Fibre(0x1,0x2)
            3.4 | 00000000 efcdab8967452301 | I1394(0123456789ABCDEF)
            3.5 | 0300 | USB(0x3,0x0)
            3.6 | 07000000 | I2O(0x7)
            3.9 | 00000000 61dfe48bca93d211aa0d00e098032b8c 0100000000000000 0200000000000000 0300000000000000 \
             | Infiniband(0x0,8be4df61-93ca-11d2-aa0d-00e098032b8c,0x1,0x2,0x3)
            3.10 | 5347c1e0bef9d2119a0c0090273fc14d | VenPcAnsi()
            3.10 | 6560a6df19b4d3119a2d0090273fc14d | VenVt100()
            3.10 | d6a015adec8bcf4aa073d01de77e2d88 | VenUtf8()
            3.10 | 0bc7ae7be057764c8e872f9e28088343 | VenVt100Plus()
            3.10 | d2e8a4eb5838ec41a2812647ba9660d0 | DebugPort()
            3.10 | 9d9a4937 2f54 894c a026 35da142094e4 01000000 | UartFlowCtrl(Hardware)
            3.10 | 61dfe48bca93d211aa0d00e098032b8c 01 | VenMsg(8be4df61-93ca-11d2-aa0d-00e098032b8c,01)
            3.10 | b4dd87d4 8b00 d911 afdc 001083ffca4d 00000000 0100000000000000 0200000000000000 2200 0300 \
             | SAS(0x1,0x2,0x3,SAS,External,Direct,0x1,0x0)
            3.11 | a44cc81fb412 0000000000000000000000000000000000000000000000000000 00 | MAC(a44cc81fb412,0x0)
            3.12 | 0a000002 0a000001 0000 5000 0600 01 | IPv4(10.0.0.1,TCP,Static,10.0.0.2)
            3.12 | 00000000 00000000 0000 0000 1100 00 00000000 ffffff00 \
             | IPv4(0.0.0.0,UDP,DHCP,0.0.0.0,0.0.0.0,255.255.255.0)
            3.13 | 00000000000000000000000000000002 20010db8000000000000000000000001 0000 0000 0000 01 \
             | IPv6(2001:0db8:0000:0000:0000:0000:0000:0001,0x0,StatelessAutoConfigure,0000:0000:0000:0000:0000:0000:0000:0002)
            3.14 | 00000000 00c2010000000000 08 01 01 | Uart(115200,8,N,1)
            3.14 | 00000000 0000000000000000 00 00 09 | Uart(DEFAULT,DEFAULT,D,x)
            3.15 | ffff ffff 08 06 50 | UsbMassStorage(0xFFFF,0xFFFF,0x6,0x50)
            3.15 | ffff ffff fe 01 02 | UsbDeviceFirmwareUpdate(0xFFFF,0xFFFF,0x2)
            3.15 | ffff ffff 77 01 02 | UsbClass(0xFFFF,0xFFFF,0x77,0x1,0x2)
            3.16 | 0100 5109 6616 53004e0031000000 | UsbWwid(0x951,0x1666,0x1,"SN1")
            3.17 | 03 | Unit(0x3)
            3.18 | 0000 ffff 0000 | Sata(0x0,0xFFFF,0x0)
            3.19 | 0000 0208 0000000000000001 0100 69716e2e78 | iSCSI(iqn.x,0x1,0x0000000000000001,CRC32C,None,None,TCP)
            3.20 | 0a00 | Vlan(10)
            3.21 | 00000000 0000000000000001 0000000000000002 | FibreEx(0x0000000000000001,0x0000000000000002)
            3.22 | 0000000000000001 0000000000000002 0000 0300 \
             | SasEx(0x0000000000000001,0x0000000000000002,0x3,NoTopology,0,0,0)
            3.23 | 01000000 0025388c91b96efe | NVMe(0x1,FE-6E-B9-91-8C-38-25-00)
            3.24 | 687474703a2f2f626f6f742f | Uri(http://boot/)
            3.25 | 0001 | UFS(0x0,0x1)
            3.26 | 02 | SD(0x2)
            3.27 | 010203040506 | Bluetooth(010203040506)
            3.28 | 686f6d65 00000000000000000000000000000000000000000000000000000000 | Wi-Fi(home)
            3.29 | 02 | eMMC(0x2)
            3.30 | 010203040506 01 | BluetoothLE(010203040506,0x01)
            3.31 | 00 0a000001000000000000000000000000 0a000002000000000000000000000000 | Dns(10.0.0.1,10.0.0.2)
            4.1 | 01000000 3f00000000000000 c1bfee0000000000 81772614000000000000000000000000 01 01 \
             | HD(1,MBR,0x14267781,0x3F,0xEEBFC1)
            4.1 | 01000000 3f00000000000000 c1bfee0000000000 81772614000000000000000000000000 01 00 \
             | HD(1,0,0,0x3F,0xEEBFC1)
            4.2 | 00000000 1000000000000000 2000000000000000 | CDROM(0x0,0x10,0x20)
            4.3 | 72f728144ab61e44b8c39ebdd7f893c7 | VenMedia(1428f772-b64a-441e-b8c3-9ebdd7f893c7)
            4.4 | 5c006100 | \\a
            4.5 | 61dfe48bca93d211aa0d00e098032b8c | Media(8be4df61-93ca-11d2-aa0d-00e098032b8c)
            4.6 | 1ae3e1159d9f844c82fb1a707fc0f63b | FvFile(15e1e31a-9f9d-4c84-82fb-1a707fc0f63b)
            4.7 | 2ce2edb630defa45bb09ca202c1654b7 | Fv(b6ede22c-de30-45fa-bb09-ca202c1654b7)
            4.8 | 00000000 0048010000000000 ff61030000000000 | Offset(0x14800,0x361FF)
            4.9 | 0010000000000000 ff1f000000000000 5a53ab77fc454b625560f7b281d1f96e 0000 | VirtualDisk(0x1000,0x1FFF,0)
            4.9 | 0010000000000000 ff1f000000000000 61dfe48bca93d211aa0d00e098032b8c 0100 \
             | RamDisk(0x1000,0x1FFF,1,8be4df61-93ca-11d2-aa0d-00e098032b8c)
            5.1 | 0200 0000 4469736b00 | BBS(HD,Disk,0x0)
            5.1 | 8000 0100 4e657400 | BBS(0x80,Net,0x1)
            1.1 | 0201ff | Path(1,1,0201ff)
            3.99 | `` | Path(3,99)
            9.1 | 01 | Path(9,1,01)
            """)
    void nodes(String kind, String data, String text) {
        String[] type = kind.split("\\.", 2);
        assertThat(new DevicePath.Node(
                        Integer.parseInt(type[0]), Integer.parseInt(type[1]), Bytes.ofHex(data.replace(" ", ""))))
                .hasToString(text.replace("\\\\", "\\"));
    }

    @Test
    @DisplayName("of several instances shows them apart, and names the first one's file")
    void instances() throws MalformedException {
        Events file = Events.of().node(4, 4, Events.of().wide("\\a\0")).node(0x7f, 1, Events.of());
        DevicePath path = DevicePath.parse(
                file.node(4, 4, Events.of().wide("\\b\0")).endPath().bytes());
        assertThat(path).hasToString("\\a,\\b");
        assertThat(path.file()).contains("\\a");
        assertThat(path.partition()).isEmpty();
    }

    @Test
    @DisplayName("joins a file's parts by one backslash each")
    void joinsFiles() throws MalformedException {
        Events parts = Events.of()
                .node(4, 4, Events.of().wide("\\EFI\0"))
                .node(4, 4, Events.of().wide("BOOT\\\0"))
                .node(4, 4, Events.of().wide("X.EFI\0"));
        assertThat(DevicePath.parse(parts.endPath().bytes()).file()).contains("\\EFI\\BOOT\\X.EFI");
    }

    @Test
    @DisplayName("shows nothing that moves a cursor, and hides nothing behind a NUL")
    void printable() throws MalformedException {
        Events name = Events.of().wide("\\good\0\u202e\u001b[2J\0");
        DevicePath path =
                DevicePath.parse(Events.of().node(4, 4, name).endPath().bytes());
        assertThat(path).hasToString("\\good\\u{0}\\u{202e}\\u{1b}[2J");
        assertThat(path.file()).contains("\\good\\u{0}\\u{202e}\\u{1b}[2J");
    }

    @Test
    @DisplayName("is shown in at most 2048 characters")
    void bounded() throws MalformedException {
        Events nodes = Events.of();
        for (int i = 0; i < DevicePath.MAX_NODES; i++) {
            nodes.node(4, 4, Events.of().wide("x".repeat(1000)));
        }
        DevicePath path = DevicePath.parse(nodes.endPath().bytes());
        assertThat(path.toString()).hasSize(DevicePath.MAX_TEXT + 1).endsWith("…");
        assertThat(path.file().orElseThrow()).hasSizeLessThanOrEqualTo(DevicePath.MAX_TEXT + 1);
    }

    @Test
    @DisplayName(
            "of more than 64 nodes, without an end, with a node shorter than its header or more after it is refused")
    void refused() {
        Events many = Events.of();
        for (int i = 0; i <= DevicePath.MAX_NODES; i++) {
            many.node(1, 1, Events.of().u16(0));
        }
        assertRefused(many.endPath());
        assertRefused(bootNodes());
        assertRefused(Events.of().hex("01010300"));
        assertRefused(bootNodes().endPath().u8(0));
        assertRefused(Events.of());
    }

    private static void assertRefused(Events path) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> DevicePath.parse(path.bytes()));
    }
}
