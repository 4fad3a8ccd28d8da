package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Reading event data")
class MemoryTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SIZE = 4 << 20;
    private static final String X509 = "a5c059a1-94e4-4aa7-87b5-ab155c2bf072";
    private static final String SHA256 = "c1c41626-504c-4092-aca9-41f936934328";
    private static final String UNKNOWN = "11111111-2222-3333-4444-555555555555";

    static Stream<Arguments> hostile() {
        return Stream.of(
                database("a database of hashes", Events.list(SHA256, many(32))),
                database("a database of the smallest entries", Events.list(UNKNOWN, many(20))),
                database("a database of what are no certificates", Events.list(X509, many(20))),
                database(
                        "a database of lists without entries",
                        repeated(Events.list(UNKNOWN).bytes())),
                certificates("without names", Events.der(0x30)),
                certificates("of many attributes", Events.name(16, 0x1e, Bytes.ofHex("d800"))),
                certificates("of few attributes", Events.name(3, 0x13, Bytes.ofUtf8("AB"))),
                certificates("of one long attribute", Events.name(1, 0x0c, Bytes.filled(980, 1))),
                certificates("of more attributes than are read", Events.name(60, 0x13, Bytes.ofUtf8("A"))),
                Arguments.of("a variable", variable(), (Events.Parser) UefiVariable::parse),
                Arguments.of("a partition table", partitions(), (Events.Parser) PartitionTable::parse),
                Arguments.of("handoff tables", tables(), (Events.Parser) HandoffTables::parse),
                Arguments.of("tagged events", repeated(Bytes.filled(8, 0)).bytes(), (Events.Parser) TaggedEvent::parse),
                Arguments.of("a boot order", Bytes.filled(0x20000, 0xff), (Events.Parser) BootOrder::parse),
                Arguments.of("a boot option", option(), (Events.Parser) LoadOption::parse),
                Arguments.of("a loaded image", image(), (Events.Parser) ImageLoad::parse),
                Arguments.of("no action", Bytes.filled(SIZE, 1), (Events.Parser) NoAction::parse));
    }

    private static Arguments database(String what, Events lists) {
        return Arguments.of(what, lists.bytes(), (Events.Parser) SignatureDatabase::parse);
    }

    private static Arguments certificates(String what, Bytes name) {
        Bytes certificate = Events.certificate(name);
        Bytes[] all = new Bytes[(256 << 10) / certificate.length()];
        Arrays.fill(all, certificate);
        return database("a database of certificates with names " + what, Events.list(X509, all));
    }

    @ParameterizedTest(name = "{0} takes at most eight times its size, and a megabyte")
    @MethodSource("hostile")
    void is_bounded(String what, Bytes data, Events.Parser parser) throws MalformedException {
        assertThat(parser.parse(data)).isNotNull();
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
        Object parsed = parser.parse(data);
        long taken = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
        assertThat(parsed).isNotNull();
        assertThat(taken).as(what).isLessThanOrEqualTo(8L * data.length() + (1 << 20));
    }

    private static Bytes[] many(int size) {
        Bytes[] entries = new Bytes[SIZE / (size + 16)];
        Arrays.fill(entries, Bytes.filled(size, 7));
        return entries;
    }

    private static Events repeated(Bytes part) {
        Events all = Events.of();
        for (int i = 0; i < SIZE / part.length(); i++) {
            all.bytes(part);
        }
        return all;
    }

    private static Bytes variable() {
        return Events.of()
                .bytes(Guid.ZERO.value())
                .u64(512)
                .u64(SIZE)
                .wide("x".repeat(512))
                .bytes(Bytes.filled(SIZE, 1))
                .bytes();
    }

    private static Bytes partitions() {
        Events table = Events.of().ascii("EFI PART").u32(0x10000).u32(92);
        table.bytes(Bytes.filled(68, 0)).u32(128).u32(0).u64(SIZE / 128);
        return table.bytes(Bytes.filled(SIZE, 0x41)).bytes();
    }

    private static Bytes tables() {
        return Events.of().u64(SIZE / 24).bytes(Bytes.filled(SIZE / 24 * 24, 5)).bytes();
    }

    private static Bytes option() {
        Events paths = Events.of();
        for (int i = 0; i < 0xffff / 68; i++) {
            paths.bytes(Bytes.ofHex("01010400".repeat(16) + "7fff0400"));
        }
        Bytes all = paths.bytes();
        return Events.of()
                .u32(1)
                .u16(all.length())
                .wide("x".repeat(1024) + "\0")
                .bytes(all)
                .bytes();
    }

    private static Bytes image() {
        Events path = Events.of();
        for (int i = 0; i < 64; i++) {
            path.node(4, 4, Events.of().bytes(Bytes.filled(60_000, 1)));
        }
        Bytes all = path.endPath().bytes();
        return Events.of().u64(0).u64(0).u64(0).u64(all.length()).bytes(all).bytes();
    }
}
