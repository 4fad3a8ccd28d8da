package dev.touchstone.quote;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.quote.QuoteDefect.Code;
import dev.touchstone.quote.SignedAttest.Kind;
import dev.touchstone.tpm.QuoteAttest;
import dev.touchstone.tpm.TpmSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a quote (TPM 2.0 Library, Part 3, §18.4; docs/attestation-cycle.md): first its signature over the bytes as
 * they came, then that it is this key's answer to this challenge, then that the PCR values are those it digests.
 */
public final class QuoteVerifier {

    private static final Kind<QuoteAttest> QUOTE = new Kind<>(Bytes.ofHex("8018"), "a quote", QuoteAttest::parse);

    private QuoteVerifier() {}

    /** Checks {@code quote} against {@code expected}. Everything that is wrong is found, not just the first. */
    public static QuoteOutcome verify(Quote quote, Expected expected) {
        List<QuoteDefect> defects = new ArrayList<>(0);
        Optional<TpmSignature> signature =
                SignedAttest.signature(quote.signature(), quote.attest(), expected.ak(), defects);
        Optional<QuoteAttest> attest = SignedAttest.attest(quote.attest(), QUOTE, defects);
        boolean underEk =
                attest.map(a -> ChallengeCheck.check(a, expected, defects)).orElse(false);
        if (attest.isPresent() && signature.isPresent()) {
            PcrCheck.check(attest.get(), signature.get().hash(), quote.pcrs(), defects);
        }
        return defects.isEmpty()
                ? new QuoteOutcome.Verified(
                        new VerifiedQuote(expected.ak().name(), attest.orElseThrow(), quote.pcrs(), underEk))
                : new QuoteOutcome.Refused(defects);
    }

    static QuoteDefect mismatch(Code code, String summary, Object expected, Object actual) {
        return new QuoteDefect(code, summary, expected.toString(), actual.toString());
    }
}
