package dev.touchstone.quote;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;

class QuoteVerifierFuzzTest {

    private static final QuoteFixture HOST = QuoteFixture.p256();
    private static final PcrValues VALUES = QuoteFixture.values(HashAlgorithm.SHA256, 4);

    @FuzzTest(maxDuration = "20s")
    void refuses_any_bytes_that_the_key_did_not_sign(FuzzedDataProvider data) {
        Bytes signature = Bytes.of(data.consumeBytes(128));
        Bytes attest = Bytes.of(data.consumeRemainingAsBytes());

        QuoteOutcome outcome = QuoteVerifier.verify(
                new Quote(attest, signature, VALUES), HOST.expected(QuoteFixture.selectionOf(VALUES)));

        if (outcome instanceof QuoteOutcome.Verified) {
            throw new AssertionError("verified: " + attest);
        }
    }
}
