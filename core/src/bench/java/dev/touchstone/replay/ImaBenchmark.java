package dev.touchstone.replay;

import dev.touchstone.Bench;
import dev.touchstone.Boots;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.ima.ImaListBuilder;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.quote.VerifiedQuote;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
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
 * What reading and replaying IMA's list of 100,000 records costs over the bare digests of the same bytes: the hash of
 * each record's data and the extension by it, in one bank. Target: at most twice.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup first.
public class ImaBenchmark {

    private static final int RECORDS = 100_000;
    /** {@code accp}, which the server installs, or {@code jdk}. */
    @Param({"accp", "jdk"})
    public String provider = "accp";

    private Bytes list;
    private List<byte[]> data;
    private VerifiedQuote quote;
    private FirmwareReplay firmware;

    /** Makes a list of files in a few folders, and quotes where it leads. */
    @Setup
    public void prepare() {
        Bench.use(provider);
        ImaListBuilder builder = new ImaListBuilder();
        for (int i = 0; i < RECORDS; i++) {
            builder.file("/usr/lib/x86_64-linux-gnu/folder-%d/library-%d.so".formatted(i % 50, i));
        }
        list = builder.build();
        data = builder.entries().stream().map(e -> e.data().toArray()).toList();
        quote = Boots.quote(
                Boots.values(Map.of(Bench.BANK, Map.of(ImaEvidence.DEFAULT_PCR, builder.value(Bench.BANK)))));
        firmware = FirmwareReplay.of(Boots.parse(Bytes.EMPTY));
    }

    /** The baseline. */
    @Benchmark
    public byte[] bareDigests() throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(Bench.BANK.jcaName());
        byte[] pcr = new byte[Bench.BANK.size()];
        byte[] hash = new byte[Bench.BANK.size()];
        for (byte[] next : data) {
            digest.update(next);
            digest.digest(hash, 0, hash.length);
            digest.update(pcr);
            digest.update(hash);
            digest.digest(pcr, 0, pcr.length);
        }
        return pcr;
    }

    /** All of it, with the template hash in each header checked. */
    @Benchmark
    public ReplayedBoot parseAndReplay() throws MalformedException {
        ImaEvidence evidence = new ImaEvidence(ImaLog.parse(list), ImaCheckpoint.ZERO);
        return Boots.replayed(Replay.of(quote, firmware, Boots.NO_USERSPACE, evidence));
    }
}
