package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An event without action")
class NoActionTest {

    private static final Guid MANIFEST = Guid.of("a00597d0-4c5e-4738-8032-6f958ca92fad");

    private static NoAction parse(Events event) throws MalformedException {
        return NoAction.parse(event.bytes());
    }

    private static Events reference(String signature) {
        return Events.of().ascii(signature).u32(11129).bytes(MANIFEST.value());
    }

    private static Events described(Events event) {
        return event.u8(2)
                .ascii("M\0")
                .u8(1)
                .ascii("P")
                .u8(0)
                .u8(2)
                .ascii("FW")
                .u32(5)
                .u8(3)
                .ascii("2.7");
    }

    private static final Optional<NoAction.Platform> PLATFORM =
            Optional.of(new NoAction.Platform("M", "P", "", "FW", 5, "2.7"));

    @Test
    @DisplayName("tells the startup locality, and nothing after it")
    void locality() throws MalformedException {
        assertThat(parse(Events.of().ascii("StartupLocality\0").u8(3))).isEqualTo(new NoAction.StartupLocality(3));
        EventDataTest.assertRefused(NoAction::parse, Events.of().ascii("StartupLocality\0"));
        EventDataTest.assertRefused(
                NoAction::parse, Events.of().ascii("StartupLocality\0").u16(3));
    }

    @Test
    @DisplayName("names the reference manifest in three forms, each with more")
    void references() throws MalformedException {
        Optional<NoAction.Locator> none = Optional.empty();
        assertThat(parse(reference("SP800-155 Event\0")))
                .isEqualTo(new NoAction.Sp800155(1, 11129, MANIFEST, Optional.empty(), none, none));
        assertThat(parse(described(reference("SP800-155 Event2"))))
                .isEqualTo(new NoAction.Sp800155(2, 11129, MANIFEST, PLATFORM, none, none));
        assertThat(parse(described(reference("SP800-155 Event3"))
                        .u32(1)
                        .u32(2)
                        .ascii("u:")
                        .u32(0)
                        .u32(0)))
                .isEqualTo(new NoAction.Sp800155(
                        3,
                        11129,
                        MANIFEST,
                        PLATFORM,
                        Optional.of(new NoAction.Locator(1, Bytes.ofUtf8("u:"))),
                        Optional.of(new NoAction.Locator(0, Bytes.EMPTY))));
    }

    @Test
    @DisplayName("may pad that with zeros to sixteen bytes, and with nothing else")
    void padding() throws MalformedException {
        assertThat(parse(reference("SP800-155 Event\0").bytes(Bytes.filled(15, 0))))
                .isEqualTo(parse(reference("SP800-155 Event\0")));
        EventDataTest.assertRefused(
                NoAction::parse, reference("SP800-155 Event\0").bytes(Bytes.filled(16, 0)));
        EventDataTest.assertRefused(
                NoAction::parse, reference("SP800-155 Event\0").u8(1));
    }

    @Test
    @DisplayName("tells what the H-CRTM measured")
    void hcrtm() throws MalformedException {
        assertThat(parse(Events.of()
                        .ascii("H-CRTM CompMeas\0")
                        .u8(3)
                        .ascii("ACM")
                        .u8(0x80)
                        .u16(2)
                        .hex("0102")))
                .isEqualTo(new NoAction.HcrtmComponent("ACM", 0x80, Bytes.ofHex("0102")));
    }

    @Test
    @DisplayName("tells what went into NV indices")
    void nvIndices() throws MalformedException {
        Events device = SpdmTest.form2(0, Bytes.EMPTY, Bytes.ofHex("0102"), Bytes.EMPTY);
        assertThat(parse(Events.of()
                        .ascii("NvIndexInstance\0")
                        .u16(1)
                        .hex("000000000000")
                        .bytes(device.bytes())))
                .isEqualTo(new NoAction.NvIndexInstance(1, Spdm.parse(device.bytes())));
        Events nonce = Events.of()
                .ascii("NvIndexDynamic \0")
                .u16(1)
                .hex("000000000000")
                .u64(9);
        assertThat(parse(nonce.u16(15).ascii("SPDM CHALLENGE\0").u16(2).hex("aabb")))
                .isEqualTo(new NoAction.NvIndexDynamic(1, 9, "SPDM CHALLENGE", Bytes.ofHex("aabb")));
    }

    @Test
    @DisplayName("of another signature, or shorter than one, is kept")
    void unknown() throws MalformedException {
        assertThat(parse(Events.of().ascii("Something\u001b\0\0\0\0\0\0").hex("0102")))
                .isEqualTo(new NoAction.Unknown("Something\\u{1b}", Bytes.ofHex("0102")));
        assertThat(parse(Events.of().ascii("short"))).isEqualTo(new NoAction.Unknown("short", Bytes.EMPTY));
        assertThat(parse(Events.of())).isEqualTo(new NoAction.Unknown("", Bytes.EMPTY));
    }
}
