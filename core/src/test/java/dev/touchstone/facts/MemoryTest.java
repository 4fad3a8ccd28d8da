package dev.touchstone.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.replay.MeasuredEvent;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Facts of a log")
class MemoryTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SIZE = 1 << 20;

    static Stream<Arguments> hostile() {
        return Stream.of(
                many("tiny images", 4, EventType.EV_EFI_BOOT_SERVICES_APPLICATION, Bytes.EMPTY),
                many("tiny GRUB lines", 8, EventType.EV_IPL, Bytes.ofUtf8("kernel_cmdline: /")),
                many("tiny command lines", 12, EventType.EV_IPL, Bytes.of("a=\0".getBytes(StandardCharsets.UTF_16LE))),
                many("tiny sections", 11, EventType.EV_IPL, Bytes.of(".\0".getBytes(StandardCharsets.UTF_16LE))),
                many("tiny tags", 9, EventType.EV_EVENT_TAG, Bytes.ofHex("ed223b8f00000000")),
                many("tiny separators", 7, EventType.EV_SEPARATOR, Bytes.filled(4, 0)),
                many("things of no type", 0, EventType.EV_UNUSED, Bytes.EMPTY),
                many(
                        "lines of tiny arguments",
                        12,
                        EventType.EV_IPL,
                        Bytes.of(("a ".repeat(5000) + "\0").getBytes(StandardCharsets.UTF_16LE))),
                many(
                        "one long line",
                        12,
                        EventType.EV_IPL,
                        Bytes.of(("a ".repeat(200_000) + "\0").getBytes(StandardCharsets.UTF_16LE))));
    }

    private static Arguments many(String what, int pcr, EventType type, Bytes data) {
        LogBuilder log = LogBuilder.of(HashAlgorithm.SHA256);
        Bytes measured = type == EventType.EV_IPL && pcr == 8 ? Bytes.ofUtf8("/") : data;
        LogBuilder.Event event = log.add(pcr, type, measured, data);
        int each = 12 + 2 + 32 + 4 + data.length();
        while (log.events().size() < SIZE / each) {
            log.events().add(event);
        }
        return Arguments.of(what, log.build());
    }

    /**
     * What is allocated on the way is mostly gone at once; what is kept was measured by hand to be at most four times
     * the log.
     */
    @ParameterizedTest(name = "of {0} take a bounded multiple of its size on the way, and tell few findings")
    @MethodSource("hostile")
    void is_bounded(String what, Bytes raw) throws MalformedException {
        List<MeasuredEvent> events = new ArrayList<>();
        FirmwareLog.parse(raw).events().forEach(e -> events.add(new MeasuredEvent.Firmware(e)));
        read(events);
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
        BootFacts facts = read(events);
        long taken = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
        assertThat(taken).as(what).isLessThanOrEqualTo(256L * raw.length());
        assertThat(facts.findings()).hasSizeLessThanOrEqualTo(4 * (FindingLimit.TOLD + 1));
        assertThat(facts.commandLines().lines().stream()
                        .mapToInt(l -> l.arguments().size())
                        .sum())
                .isLessThanOrEqualTo(1 << 13);
    }

    private static BootFacts read(List<MeasuredEvent> events) {
        Measurements measurements = Measurements.claimed(events, List.of(HashAlgorithm.SHA256));
        return new FactsReader(measurements, ImaFacts.none(), List.of(), Hints.none()).read();
    }
}
