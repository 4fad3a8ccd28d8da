package dev.touchstone.log.ima;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.touchstone.Boots;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.ImaCheckpoint;
import dev.touchstone.replay.ImaEvidence;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Reading a measurement list")
class ImaMemoryTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SIZE = 4 << 20;
    private static final String HASH = "a".repeat(40);

    interface Parser {
        ImaLog parse(Bytes list) throws MalformedException;
    }

    static Stream<Arguments> hostile() {
        Parser ascii = ImaLog::parseAscii;
        Parser binary = ImaLog::parse;
        Bytes smallest =
                Bytes.concat(Bytes.filled(24, 0), ImaListBuilder.u32(1), Bytes.ofUtf8("x"), ImaListBuilder.u32(0));
        return Stream.of(
                Arguments.of("of the smallest records", binary, smallest),
                Arguments.of("of files", binary, ImaListBuilder.ofFiles(1).build()),
                Arguments.of("in ASCII of the shortest lines", ascii, Bytes.ofUtf8("0 " + HASH + " n \n")),
                Arguments.of("in ASCII of files", ascii, Bytes.ofUtf8("10 " + HASH + " ima-ng sha1:" + HASH + " /x\n")),
                Arguments.of(
                        "in ASCII of many fields",
                        ascii,
                        Bytes.ofUtf8("10 " + HASH + " d|n|sig|buf|modsig|evmsig|iuid|igid|imode         \n")));
    }

    @ParameterizedTest(name = "{0} takes at most eight times its size, and a megabyte")
    @MethodSource("hostile")
    void is_bounded(String what, Parser parser, Bytes entry) throws MalformedException {
        Bytes list = repeated(entry);
        assertThat(parser.parse(list).size()).isEqualTo(list.length() / entry.length());
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
        ImaLog parsed = parser.parse(list);
        long taken = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
        assertThat(parsed.size()).isPositive();
        assertThat(taken).as(what).isLessThanOrEqualTo(8L * list.length() + (1 << 20));
    }

    private static Bytes repeated(Bytes entry) {
        byte[] list = new byte[SIZE / entry.length() * entry.length()];
        byte[] once = entry.toArray();
        for (int at = 0; at < list.length; at += once.length) {
            System.arraycopy(once, 0, list, at, once.length);
        }
        return Bytes.of(list);
    }

    @Test
    @DisplayName("and holding it against a quote it cannot reach takes no more")
    void replay() throws MalformedException {
        Bytes list = repeated(ImaListBuilder.ofFiles(1).build());
        Map<HashAlgorithm, Map<Integer, Bytes>> values = Map.of(
                HashAlgorithm.SHA1, Map.of(10, Bytes.filled(20, 1)),
                HashAlgorithm.SHA256, Map.of(10, Bytes.filled(32, 1)));
        var quote = Boots.quote(Boots.values(values));
        var firmware = FirmwareReplay.of(Boots.parse(Bytes.EMPTY));
        ImaEvidence evidence = new ImaEvidence(ImaLog.parse(list), ImaCheckpoint.ZERO);
        assertThat(Replay.of(quote, firmware, Boots.NO_USERSPACE, evidence))
                .isInstanceOf(ReplayOutcome.Contradicted.class);
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
        Replay.of(quote, firmware, Boots.NO_USERSPACE, evidence);
        long taken = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
        assertThat(taken).isLessThanOrEqualTo(8L * list.length() + (1 << 20));
    }
}
