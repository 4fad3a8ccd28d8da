package dev.touchstone.appraisal;

import dev.touchstone.Bench;
import dev.touchstone.Boots;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.quote.Expected;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.quote.Quote;
import dev.touchstone.quote.QuoteFixture;
import dev.touchstone.quote.QuoteOutcome;
import dev.touchstone.quote.QuoteVerifier;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.tpm.TpmSignature;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
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
 * What an appraisal costs over the one P-256 signature check in it, for a log of 98 events and 41 KB. Targets, with the
 * provider the server installs: a boot seen before at most 1.25 times.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup first.
public class AppraisalBenchmark {

    /** {@code accp}, which the server installs, or {@code jdk}. */
    @Param({"accp", "jdk"})
    public String provider = "accp";

    private PublicKey key;
    private byte[] signed;
    private byte[] signature;
    private Quote quote;
    private Expected expected;
    private Bytes log;
    private FirmwareReplay known;
    private List<ReferenceSet> golden;

    /** Quotes the log's own sixteen PCRs, and takes the boot for golden. */
    @Setup
    public void prepare() throws MalformedException {
        Bench.use(provider);
        log = Bench.log();
        known = FirmwareReplay.of(FirmwareLog.parse(log));
        PcrValues values = Bench.values(known);
        QuoteFixture host = QuoteFixture.p256();
        quote = host.quote(values);
        expected = host.expected(QuoteFixture.selectionOf(values));
        key = host.ak().publicKey();
        signed = quote.attest().toArray();
        TpmSignature.Ecdsa ecdsa = (TpmSignature.Ecdsa) TpmSignature.parse(quote.signature());
        signature = Bytes.concat(ecdsa.r(), ecdsa.s()).toArray();
        ReplayedBoot boot = Boots.replayed(Replay.of(host.verified(values), known, Boots.NO_USERSPACE));
        golden = List.of(new ReferenceSet("golden", 1, Map.of(), Capture.of(boot, "golden", Capture.capturable(boot))));
    }

    /** The baseline. */
    @Benchmark
    public boolean bareSignatureCheck() throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }

    /** A boot seen before: the quote verified, the known replay compared with it, the events matched. */
    @Benchmark
    public Appraisal steadyAppraisal() {
        return appraisal(known);
    }

    /** A boot never seen: the same, and its log read and replayed. */
    @Benchmark
    public Appraisal firstAppraisal() throws MalformedException {
        return appraisal(FirmwareReplay.of(FirmwareLog.parse(log)));
    }

    private Appraisal appraisal(FirmwareReplay firmware) {
        return switch (QuoteVerifier.verify(quote, expected)) {
            case QuoteOutcome.Verified verified -> {
                Appraisal appraisal =
                        Appraiser.appraise(Replay.of(verified.quote(), firmware, Boots.NO_USERSPACE), golden);
                if (appraisal.verdict() != Verdict.TRUSTED) {
                    throw new IllegalStateException(appraisal.toString());
                }
                yield appraisal;
            }
            case QuoteOutcome.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }
}
