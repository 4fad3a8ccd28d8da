package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An SPDM event")
class SpdmTest {

    static Events form2(int state, Bytes path, Bytes subHeader, Bytes context) {
        int following = 4 + 4 + 8 + 8 + path.length() + subHeader.length() + context.length();
        Events event =
                Events.of().ascii("SPDM Device Sec2").u16(2).u8(state).u8(0).u32(following);
        event.u32(1).u32(1).u32(subHeader.length()).u64(77).u64(path.length());
        return event.bytes(path).bytes(subHeader).bytes(context);
    }

    @Test
    @DisplayName("of the first form has a measurement block and what the device is")
    void form1() throws MalformedException {
        Events event =
                Events.of().ascii("SPDM Device Sec\0").u16(1).u16(0).u32(2).u32(1);
        event.hex("01010300aabbcc").hex("0000 1000");
        assertThat(Spdm.parse(event.bytes()))
                .isEqualTo(new Spdm(
                        1,
                        Optional.empty(),
                        1,
                        2,
                        0,
                        0,
                        Optional.empty(),
                        Bytes.ofHex("01010300aabbcc"),
                        Bytes.ofHex("00001000")));
    }

    @Test
    @DisplayName("of the second form has the device's path, and how it was authenticated")
    void form2() throws MalformedException {
        Bytes path = Events.of().node(1, 1, Events.of().u8(0).u8(2)).endPath().bytes();
        Spdm read = Spdm.parse(
                form2(3, path, Bytes.ofHex("aabb"), Bytes.ofHex("cc")).bytes());
        assertThat(read.path().orElseThrow()).hasToString("Pci(0x2,0x0)");
        assertThat(read.authentication()).contains(Spdm.Authentication.NO_SIGNATURE);
        assertThat(read.uid()).isEqualTo(77);
        assertThat(read.subHeader().toHex()).isEqualTo("aabb");
        assertThat(read.deviceContext().toHex()).isEqualTo("cc");
    }

    @Test
    @DisplayName("of another form, another version or a state there is not is refused")
    void refused() {
        EventDataTest.assertRefused(
                Spdm::parse, Events.of().ascii("SPDM Device Sec\0").u16(2));
        EventDataTest.assertRefused(
                Spdm::parse, Events.of().ascii("SPDM Device Sec3").u16(2));
        EventDataTest.assertRefused(Spdm::parse, form2(9, Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY));
    }
}
