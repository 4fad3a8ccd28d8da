package dev.touchstone.facts;

import dev.touchstone.Bench;
import dev.touchstone.Boots;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.quote.QuoteFixture;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.Replay;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a log of 98 events and 41 KB costs from its bytes on. Targets, with the provider the server installs: parsing
 * and replaying 60 µs, with all facts 100 µs. Baseline: the digests that no reader can do without.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup first.
public class LogBenchmark {

    /** {@code accp}, which the server installs, or {@code jdk}. */
    @Param({"accp", "jdk"})
    public String provider = "accp";

    private Bytes log;
    private FirmwareLog parsed;
    private VerifiedQuote quote;

    /** Quotes the log's own sixteen PCRs. */
    @Setup
    public void prepare() throws MalformedException {
        Bench.use(provider);
        log = Bench.log();
        parsed = FirmwareLog.parse(log);
        quote = QuoteFixture.p256().verified(Bench.values(FirmwareReplay.of(parsed)));
    }

    /** The baseline: one digest of each event's data, one for each extend. */
    @Benchmark
    public byte[] bareDigests() {
        MessageDigest digest = Bench.BANK.newDigest();
        byte[] pcr = new byte[Bench.BANK.size()];
        byte[] raw = log.toArray();
        int at = 0;
        for (FirmwareEvent event : parsed.events()) {
            digest.update(raw, at, event.dataLength());
            at += event.dataLength();
            byte[] data = digest.digest();
            digest.update(pcr);
            digest.update(data);
            pcr = digest.digest();
        }
        return pcr;
    }

    /** A log from bytes to its PCRs in one bank. */
    @Benchmark
    public Bytes parseAndReplay() throws MalformedException {
        return FirmwareReplay.of(FirmwareLog.parse(log)).value(Bench.BANK, 0);
    }

    /** The same, held against its quote, and every fact read and bound. */
    @Benchmark
    public BootFacts parseReplayAndFacts() throws MalformedException {
        FirmwareReplay replay = FirmwareReplay.of(FirmwareLog.parse(log));
        return AttestedFacts.of(Boots.replayed(Replay.of(quote, replay, Boots.NO_USERSPACE)))
                .facts();
    }

    /** The same for a person: every event in words, in every bank, and no quote. */
    @Benchmark
    public LogReading parseAndTell() throws MalformedException {
        return LogReading.of(FirmwareLog.parse(log), Boots.NO_USERSPACE, Optional.empty(), Hints.none());
    }
}
