package dev.touchstone.log.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Reading a firmware log")
class MemoryTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SIZE = 4 << 20;

    static Stream<Arguments> hostile() {
        Bytes tinyDigest = Bytes.ofHex("04000000 01000000 01000000 0100 aa 00000000".replace(" ", ""));
        Bytes sha1 = Bytes.concat(Bytes.ofHex("0400000001000000"), Bytes.filled(20, 1), Bytes.ofHex("00000000"));
        Bytes sha256 = event(HashAlgorithm.SHA256);
        Bytes banks = event(HashAlgorithm.SHA1, HashAlgorithm.SHA256, HashAlgorithm.SHA384);
        return Stream.of(
                many("of the smallest events there can be", unknownBankHeader(), tinyDigest),
                many("of the smallest SHA-1 events", Bytes.EMPTY, sha1),
                many("of the smallest SHA-256 events", header(HashAlgorithm.SHA256), sha256),
                many(
                        "of small events in three banks",
                        header(HashAlgorithm.SHA1, HashAlgorithm.SHA256, HashAlgorithm.SHA384),
                        banks),
                Arguments.of("of nothing but padding", Bytes.filled(SIZE, 0xff), 0),
                Arguments.of("of one event", oneEvent(), 1));
    }

    private static Arguments many(String what, Bytes header, Bytes event) {
        return Arguments.of(what, repeated(header, event), SIZE / event.length());
    }

    @ParameterizedTest(name = "{0} takes at most eight times its size, and a megabyte")
    @MethodSource("hostile")
    void is_bounded(String what, Bytes log, int events) throws MalformedException {
        assertThat(FirmwareLog.parse(log).events()).hasSize(events);
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
        FirmwareLog parsed = FirmwareLog.parse(log);
        long taken = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
        assertThat(parsed.raw()).isSameAs(log);
        assertThat(taken).as(what).isLessThanOrEqualTo(8L * log.length() + (1 << 20));
    }

    /** One event's bytes, without data. */
    private static Bytes event(HashAlgorithm... banks) {
        LogBuilder log = LogBuilder.of(banks);
        log.add(4, EventType.EV_IPL, Bytes.EMPTY, Bytes.EMPTY);
        Bytes built = log.build();
        return built.slice(header(banks).length(), built.length());
    }

    private static Bytes header(HashAlgorithm... banks) {
        return LogBuilder.of(banks).build();
    }

    /** Declares one algorithm unknown here, with digests of one byte. */
    private static Bytes unknownBankHeader() {
        byte[] header = header(HashAlgorithm.SHA256).toArray();
        int algorithm = header.length - 5;
        header[algorithm] = 1;
        header[algorithm + 1] = 0;
        header[algorithm + 2] = 1;
        return Bytes.of(header);
    }

    private static Bytes repeated(Bytes header, Bytes event) {
        byte[] log = Arrays.copyOf(header.toArray(), header.length() + SIZE / event.length() * event.length());
        for (int at = header.length(); at < log.length; at += event.length()) {
            System.arraycopy(event.toArray(), 0, log, at, event.length());
        }
        return Bytes.of(log);
    }

    private static Bytes oneEvent() {
        LogBuilder log = LogBuilder.of(HashAlgorithm.SHA256);
        log.add(4, EventType.EV_IPL, Bytes.EMPTY, Bytes.filled(SIZE, 7));
        return log.build();
    }
}
