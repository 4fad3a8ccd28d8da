package dev.touchstone.log.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A firmware log")
class FirmwareLogTest {

    private final Bytes golden = Vectors.bytes(Vectors.boot("golden/firmware.log"));

    @Test
    @DisplayName("cut at any byte is refused, or read as exactly the whole events before the cut")
    void cutAtEveryByte() throws MalformedException {
        int whole = FirmwareLog.parse(golden).events().size();
        List<Integer> boundaries = new ArrayList<>();
        for (int cut = 48; cut < golden.length(); cut++) {
            try {
                int events = FirmwareLog.parse(golden.slice(0, cut)).events().size();
                assertThat(events).isLessThan(whole);
                boundaries.add(events);
            } catch (MalformedException e) {
                assertThat(e).hasMessageContaining("remain");
            }
        }
        assertThat(boundaries).contains(0, whole - 1);
    }

    @Test
    @DisplayName("numbers its records as tpm2_eventlog does, the Spec ID event being 0")
    void numbering() throws MalformedException {
        FirmwareLog log = FirmwareLog.parse(golden);
        assertThat(log.format()).isEqualTo(FirmwareLog.Format.CRYPTO_AGILE);
        assertThat(log.banks()).containsExactly(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
        assertThat(log.events().getFirst().index()).isEqualTo(1);
        assertThat(log.events()).hasSize(39);
    }

    @Test
    @DisplayName("without a byte has no events")
    void empty() throws MalformedException {
        assertThat(FirmwareLog.parse(Bytes.EMPTY).events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0xff})
    @DisplayName("may be padded to a larger buffer")
    void padded(int filler) throws MalformedException {
        Bytes padded = Bytes.concat(golden, Bytes.filled(4096, filler));
        assertThat(FirmwareLog.parse(padded).events())
                .hasSameSizeAs(FirmwareLog.parse(golden).events());
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7fffffffL, 0x80000000L, 0xffffffffL})
    @DisplayName("with an event size beyond its end is refused without reserving it")
    void hugeEvent(long size) {
        Bytes log = Bytes.concat(header(), event(4, 1, u16(0x0b), Bytes.filled(32, 1)), u32(size));
        assertThatThrownBy(() -> FirmwareLog.parse(log))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("event data needs " + size);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 0x7fffffffL, 0xffffffffL})
    @DisplayName("with another digest count than its header declares is refused")
    void digestCount(long count) {
        Bytes log = Bytes.concat(header(), event(4, count, u16(0x0b), Bytes.filled(32, 1)), u32(0));
        assertThatThrownBy(() -> FirmwareLog.parse(log))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("carries 1 digests by the header, not " + count);
    }

    @Test
    @DisplayName("with a digest its header does not declare is refused")
    void undeclared() {
        Bytes log = Bytes.concat(header(), event(4, 1, u16(0x0c), Bytes.filled(48, 1)), u32(0));
        assertThatThrownBy(() -> FirmwareLog.parse(log)).hasMessageContaining("does not declare algorithm 0x000c");
    }

    @Test
    @DisplayName("that declares an algorithm twice, none, or with a wrong size is refused")
    void header_lies() {
        assertThatThrownBy(() -> FirmwareLog.parse(header(0x0b, 32, 0x0b, 32))).hasMessageContaining("twice");
        assertThatThrownBy(() -> FirmwareLog.parse(header(0x0b, 20)))
                .hasMessageContaining("digests of 32 bytes, not 20");
        assertThatThrownBy(() -> FirmwareLog.parse(specId(0))).hasMessageContaining("1 to 16 algorithms, not 0");
        assertThatThrownBy(() -> FirmwareLog.parse(specId(0xffffffffL)))
                .hasMessageContaining("1 to 16 algorithms, not 4294967295");
    }

    @Test
    @DisplayName("cannot extend a PCR that does not exist")
    void noSuchPcr() {
        Bytes log = Bytes.concat(header(), event(24, 1, u16(0x0b), Bytes.filled(32, 1)), u32(0));
        assertThatThrownBy(() -> FirmwareLog.parse(log)).hasMessageContaining("no PCR 24");
    }

    @Test
    @DisplayName("keeps digests apart that come in another order than the header's, as on Hyper-V")
    void digestOrder() throws MalformedException {
        Bytes log = Bytes.concat(
                header(0x04, 20, 0x0b, 32),
                event(4, 2, u16(0x0b), Bytes.concat(Bytes.filled(32, 2), u16(0x04), Bytes.filled(20, 1))),
                u32(0));
        FirmwareEvent event = FirmwareLog.parse(log).events().getFirst();
        assertThat(event.digest(HashAlgorithm.SHA1)).contains(Bytes.filled(20, 1));
        assertThat(event.digest(HashAlgorithm.SHA256)).contains(Bytes.filled(32, 2));
    }

    private static Bytes header(int... algorithms) {
        int[] declared = algorithms.length == 0 ? new int[] {0x0b, 32} : algorithms;
        Bytes list = Bytes.EMPTY;
        for (int i = 0; i < declared.length; i += 2) {
            list = Bytes.concat(list, u16(declared[i]), u16(declared[i + 1]));
        }
        return specId(declared.length / 2, Bytes.concat(list, Bytes.of((byte) 0)));
    }

    private static Bytes specId(long count, Bytes... rest) {
        Bytes spec = Bytes.concat(
                Bytes.ofUtf8("Spec ID Event03\0"), u32(0), Bytes.ofHex("00020002"), u32(count), Bytes.concat(rest));
        return Bytes.concat(u32(0), u32(3), Bytes.filled(20, 0), u32(spec.length()), spec);
    }

    private static Bytes event(int pcr, long count, Bytes algorithm, Bytes digest) {
        return Bytes.concat(u32(pcr), u32(0xd), u32(count), algorithm, digest);
    }

    private static Bytes u16(int value) {
        return Bytes.of((byte) value, (byte) (value >> 8));
    }

    private static Bytes u32(long value) {
        return Bytes.of(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array());
    }
}
