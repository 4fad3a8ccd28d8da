package dev.touchstone.facts;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.quote.QuoteFixture;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.Replay;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private static final HashAlgorithm BANK = HashAlgorithm.SHA256;

    /** {@code accp}, which the server installs, or {@code jdk}. */
    @Param({"accp", "jdk"})
    public String provider = "accp";

    private Bytes log;
    private FirmwareLog parsed;
    private VerifiedQuote quote;

    /** Quotes the log's own sixteen PCRs. */
    @Setup
    public void prepare() throws MalformedException {
        if (provider.equals("accp")) {
            AmazonCorrettoCryptoProvider.install();
            AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
        }
        log = Vectors.sharedIfAny("linux/uefi/keylime-secureboot-vendordb.bin")
                .map(Vectors::bytes)
                .orElseGet(LogBenchmark::generated);
        parsed = FirmwareLog.parse(log);
        quote = QuoteFixture.p256().verified(values(FirmwareReplay.of(parsed)));
    }

    private static PcrValues values(FirmwareReplay replay) {
        Map<Integer, Bytes> values = new TreeMap<>();
        for (int pcr = 0; pcr < 16; pcr++) {
            values.put(pcr, replay.value(BANK, pcr));
        }
        return Boots.values(Map.of(BANK, values));
    }

    /** Where the real log is not at hand: as many events, as many bytes, the same banks. */
    private static Bytes generated() {
        LogBuilder builder = LogBuilder.of(HashAlgorithm.SHA1, BANK);
        for (int event = 1; event < 98; event++) {
            builder.add(event % 10, EventType.EV_IPL, Bytes.filled(event, event), Bytes.filled(352, event));
        }
        return builder.build();
    }

    /** The baseline: one digest of each event's data, one for each extend. */
    @Benchmark
    public byte[] bareDigests() {
        MessageDigest digest = BANK.newDigest();
        byte[] pcr = new byte[BANK.size()];
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
        return FirmwareReplay.of(FirmwareLog.parse(log)).value(BANK, 0);
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
