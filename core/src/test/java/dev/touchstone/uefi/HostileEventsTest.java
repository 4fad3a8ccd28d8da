package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Event data that is cut or changed")
class HostileEventsTest {

    private static final String SHA256 = "c1c41626-504c-4092-aca9-41f936934328";

    private static Events path() {
        return Events.of()
                .node(2, 1, Events.of().u32(0x0a0341d0).u32(0))
                .node(2, 2, Events.of().u32(1).u32(2).u32(3).ascii("a\0b\0c\0"))
                .node(3, 11, Events.of().bytes(Bytes.filled(33, 0)))
                .node(3, 12, Events.of().bytes(Bytes.filled(23, 0)))
                .node(3, 19, Events.of().bytes(Bytes.filled(14, 0)).ascii("iqn"))
                .node(4, 1, Events.of().bytes(Bytes.filled(36, 0)).u8(2).u8(2))
                .node(4, 4, Events.of().wide("\\a\0"))
                .endPath();
    }

    private static Bytes certificate() {
        return Events.certificate(Events.name(2, 0x0c, Bytes.ofUtf8("Name")));
    }

    private static Bytes partitions() {
        Events table = Events.of().ascii("EFI PART").u32(0x10000).u32(92).bytes(Bytes.filled(68, 0));
        return table.u32(128).u32(0).u64(1).bytes(Bytes.filled(128, 0x41)).bytes();
    }

    private static Events platform() {
        Events event = Events.of().ascii("SP800-155 Event3").u32(1).bytes(Guid.ZERO.value());
        event.u8(1)
                .ascii("a")
                .u8(1)
                .ascii("b")
                .u8(1)
                .ascii("c")
                .u8(1)
                .ascii("d")
                .u32(1)
                .u8(1)
                .ascii("e");
        return event.u32(1).u32(1).ascii("f").u32(1).u32(1).ascii("g");
    }

    /** Structures whose end is told before it comes. */
    static Stream<Arguments> closed() {
        Bytes path = path().bytes();
        Events variable =
                Events.of().bytes(Guid.ZERO.value()).u64(2).u64(9).wide("db").bytes(Bytes.filled(9, 1));
        Events image = Events.of().u64(1).u64(2).u64(3).u64(path.length()).bytes(path);
        return Stream.of(
                of("a variable", UefiVariable::parse, variable.bytes()),
                of(
                        "a list of signatures",
                        SignatureDatabase::parse,
                        Events.list(SHA256, Bytes.filled(32, 1)).bytes()),
                of("a certificate", Certificate::parse, certificate()),
                of("a device path", DevicePath::parse, path),
                of("a loaded image", ImageLoad::parse, image.bytes()),
                of("a partition table", PartitionTable::parse, partitions()),
                of("a firmware blob", FirmwareBlob::parse, Bytes.filled(16, 1)),
                of(
                        "a described blob",
                        FirmwareBlob::parseDescribed,
                        Events.of().u8(2).ascii("FV").u64(1).u64(2).bytes()),
                of(
                        "tables",
                        HandoffTables::parse,
                        Events.of().u64(1).bytes(Bytes.filled(24, 1)).bytes()),
                of(
                        "described tables",
                        HandoffTables::parseDescribed,
                        Events.of()
                                .u8(1)
                                .ascii("x")
                                .u64(1)
                                .bytes(Bytes.filled(24, 1))
                                .bytes()),
                of(
                        "a tagged event",
                        TaggedEvent::parse,
                        Events.of().u32(1).u32(3).ascii("abc").bytes()));
    }

    /** Structures that end where the bytes do, or of which a beginning is one too. */
    static Stream<Arguments> open() {
        Bytes path = path().bytes();
        Events option =
                Events.of().u32(1).u16(path.length()).wide("Name\0").bytes(path).ascii("optional");
        Bytes spdm =
                SpdmTest.form2(0, path, Bytes.ofHex("aabb"), Bytes.ofHex("cc")).bytes();
        return Stream.of(
                of("a boot option", LoadOption::parse, option.bytes()),
                of("a boot order", BootOrder::parse, Events.of().u16(1).u16(2).bytes()),
                of("a signature that vouched", Signature::ofAuthority, Bytes.concat(Guid.ZERO.value(), certificate())),
                of("an SPDM event", Spdm::parse, spdm),
                of("an event without action", NoAction::parse, platform().bytes()));
    }

    private static Stream<Arguments> all() {
        return Stream.concat(closed(), open());
    }

    private static Arguments of(String what, Events.Parser parser, Bytes whole) {
        return Arguments.of(what, parser, whole);
    }

    @ParameterizedTest(name = "is refused wherever {0} is cut, and where it goes on")
    @MethodSource("closed")
    void cut(String what, Events.Parser parser, Bytes whole) throws MalformedException {
        assertThat(parser.parse(whole)).isNotNull();
        boolean emptyIsOne = what.equals("a list of signatures");
        for (int length = emptyIsOne ? 1 : 0; length < whole.length(); length++) {
            Bytes beginning = whole.slice(0, length);
            assertThatExceptionOfType(MalformedException.class)
                    .as("%s cut to %d of %d bytes", what, length, whole.length())
                    .isThrownBy(() -> parser.parse(beginning));
        }
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> parser.parse(Bytes.concat(whole, Bytes.filled(1, 0))));
    }

    @ParameterizedTest(name = "is read or refused wherever {0} is cut or one of its bytes is another")
    @MethodSource("all")
    void changed(String what, Events.Parser parser, Bytes whole) throws MalformedException {
        assertThat(parser.parse(whole)).isNotNull();
        for (int at = 0; at < whole.length(); at++) {
            readOrRefused(parser, whole.slice(0, at));
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, whole.at(at) ^ 1}) {
                byte[] changed = whole.toArray();
                changed[at] = (byte) value;
                readOrRefused(parser, Bytes.of(changed));
            }
        }
    }

    private static void readOrRefused(Events.Parser parser, Bytes bytes) {
        try {
            assertThat(parser.parse(bytes).toString()).isNotNull();
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }
}
