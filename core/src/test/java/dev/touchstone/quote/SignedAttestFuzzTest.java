package dev.touchstone.quote;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.tpm.PcrSelection;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever the right key signs, only a quote of what was asked for is verified")
class SignedAttestFuzzTest {

    private static final QuoteFixture HOST = QuoteFixture.p256();
    private static final PcrValues VALUES = QuoteFixture.values(HashAlgorithm.SHA256, 4);
    private static final PcrSelection ASKED = QuoteFixture.selectionOf(VALUES);

    @FuzzTest(maxDuration = "20s")
    void anyAttest(byte[] input) {
        Fed fed = new Fed(input);
        Bytes attest = attest(fed);
        Bytes good = HOST.attest(ASKED, VALUES).build();
        boolean verified = QuoteVerifier.verify(new Quote(attest, HOST.sign(attest), VALUES), HOST.expected(ASKED))
                instanceof QuoteOutcome.Verified;
        if (verified && differs(good, attest)) {
            throw new AssertionError("verified: " + attest);
        }
    }

    /** A good one with a fuzzed part in place of another, or nothing but fuzzed bytes. */
    private static Bytes attest(Fed fed) {
        AttestBuilder builder = HOST.attest(ASKED, VALUES);
        return switch (fed.octet() % 6) {
            case 0 -> builder.signer(fed.all()).build();
            case 1 -> builder.nonce(fed.all()).build();
            case 2 -> builder.selection(fed.all()).build();
            case 3 -> builder.pcrDigest(fed.all()).build();
            case 4 -> spoilt(builder.build(), fed);
            default -> fed.all();
        };
    }

    private static Bytes spoilt(Bytes good, Fed fed) {
        byte[] bytes = good.toArray();
        int at = fed.octet() % bytes.length;
        Bytes other = fed.bytes(bytes.length - at);
        System.arraycopy(other.toArray(), 0, bytes, at, other.length());
        return Bytes.of(bytes);
    }

    /** In anything but clock, counters and firmware version, which the verifier leaves to others. */
    private static boolean differs(Bytes good, Bytes attest) {
        int clock = good.length() - (2 + 32) - ASKED.marshal().length() - (8 + 17);
        int end = clock + 8 + 17;
        return good.length() != attest.length()
                || !good.slice(0, clock).equals(attest.slice(0, clock))
                || !good.slice(end, good.length()).equals(attest.slice(end, good.length()));
    }
}
