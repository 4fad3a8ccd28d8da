package dev.touchstone.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Reading any bytes in any order stays within them")
class ByteReaderFuzzTest {

    private interface Step {
        Object take(ByteReader reader, long length) throws MalformedException;
    }

    private static final List<Step> STEPS = List.of(
            (r, _) -> r.u8("u8"),
            (r, _) -> r.u16("u16"),
            (r, _) -> r.u32("u32"),
            (r, _) -> r.u64("u64"),
            (r, _) -> r.u16le("u16le"),
            (r, _) -> r.u32le("u32le"),
            (r, _) -> r.u64le("u64le"),
            (r, _) -> r.tpm2b("tpm2b"),
            (r, length) -> r.bytes(length, "bytes"),
            (r, length) -> r.sub(length, "sub"),
            (r, _) -> r.rest());

    /** The first part is read, as the second says. */
    @FuzzTest(maxDuration = "20s")
    void steps(byte[] input) {
        Fed fed = new Fed(input);
        Bytes all = fed.part();
        ByteReader reader = all.reader();
        while (fed.more()) {
            step(fed, all, reader);
        }
    }

    private static void step(Fed fed, Bytes all, ByteReader reader) {
        int before = reader.offset();
        try {
            Object taken = fed.one(STEPS).take(reader, length(fed));
            assertThat(reader.offset()).isBetween(before, all.length());
            if (taken instanceof ByteReader inner) {
                assertThat(inner.remaining()).isEqualTo(reader.offset() - before);
            }
        } catch (MalformedException e) {
            assertThat(e.offset()).isBetween(before, all.length());
        }
        assertThat(reader.offset() + reader.remaining()).isEqualTo(all.length());
    }

    /** Often a few bytes, now and then any unsigned 32-bit number. */
    private static long length(Fed fed) {
        int small = fed.octet();
        return small < 0xf0 ? small : (long) fed.octet() << 24 | fed.octet() << 16 | small;
    }
}
