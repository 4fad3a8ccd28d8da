package dev.touchstone.quote;

import dev.touchstone.Bench;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.tpm.TpmSignature;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
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
 * What verifying a whole quote costs over the one P-256 signature check in it. Target: at most 1.25 times, by the
 * median, with the provider the server installs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup first.
public class QuoteBenchmark {

    /** {@code accp}, which the server installs, or {@code jdk}. */
    @Param({"accp", "jdk"})
    public String provider = "accp";

    private PublicKey key;
    private byte[] signed;
    private byte[] signature;
    private Quote quote;
    private Expected expected;

    /** Signs one quote of sixteen SHA-256 PCRs. */
    @Setup
    public void sign() throws MalformedException {
        Bench.use(provider);
        QuoteFixture host = QuoteFixture.p256();
        PcrValues values = QuoteFixture.values(HashAlgorithm.SHA256, 16);
        quote = host.quote(values);
        expected = host.expected(QuoteFixture.selectionOf(values));
        key = host.ak().publicKey();
        signed = quote.attest().toArray();
        TpmSignature.Ecdsa ecdsa = (TpmSignature.Ecdsa) TpmSignature.parse(quote.signature());
        signature = Bytes.concat(ecdsa.r(), ecdsa.s()).toArray();
    }

    /** The baseline. */
    @Benchmark
    public boolean bareSignatureCheck() throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }

    /** All of it, from bytes to {@link VerifiedQuote}. */
    @Benchmark
    public VerifiedQuote quoteVerification() {
        return switch (QuoteVerifier.verify(quote, expected)) {
            case QuoteOutcome.Verified verified -> verified.quote();
            case QuoteOutcome.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }
}
