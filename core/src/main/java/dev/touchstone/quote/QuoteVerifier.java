package dev.touchstone.quote;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.QuoteDefect.Code;
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

    private static final Bytes MAGIC = Bytes.ofHex("ff544347");
    private static final Bytes TYPE = Bytes.ofHex("8018");
    private static final int TYPE_END = 6;

    private QuoteVerifier() {}

    /** Checks {@code quote} against {@code expected}. Everything that is wrong is found, not just the first. */
    public static QuoteOutcome verify(Quote quote, Expected expected) {
        List<QuoteDefect> defects = new ArrayList<>(0);
        Optional<TpmSignature> signature = parseSignature(quote.signature(), defects);
        signature.ifPresent(s -> SignatureCheck.check(s, quote.attest(), expected.ak(), defects));
        Optional<QuoteAttest> attest = parseAttest(quote.attest(), defects);
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

    private static Optional<TpmSignature> parseSignature(Bytes raw, List<QuoteDefect> defects) {
        try {
            return Optional.of(TpmSignature.parse(raw));
        } catch (MalformedException e) {
            defects.add(malformed(Code.SIGNATURE_MALFORMED, "TPMT_SIGNATURE", e));
            return Optional.empty();
        }
    }

    private static Optional<QuoteAttest> parseAttest(Bytes raw, List<QuoteDefect> defects) {
        try {
            return Optional.of(QuoteAttest.parse(raw));
        } catch (MalformedException e) {
            defects.add(headerDefect(raw).orElseGet(() -> malformed(Code.ATTEST_MALFORMED, "TPMS_ATTEST", e)));
            return Optional.empty();
        }
    }

    private static Optional<QuoteDefect> headerDefect(Bytes raw) {
        if (raw.length() < TYPE_END) {
            return Optional.empty();
        }
        Bytes magic = raw.slice(0, MAGIC.length());
        Bytes type = raw.slice(MAGIC.length(), TYPE_END);
        if (!magic.equals(MAGIC)) {
            return Optional.of(mismatch(Code.ATTEST_MAGIC, "the TPM did not generate the signed bytes", MAGIC, magic));
        }
        return type.equals(TYPE)
                ? Optional.empty()
                : Optional.of(mismatch(Code.ATTEST_TYPE, "the attestation is not a quote", TYPE, type));
    }

    private static QuoteDefect malformed(Code code, String structure, MalformedException cause) {
        return new QuoteDefect(
                code,
                structure + " cannot be read",
                "a well-formed " + structure,
                cause.getMessage() + " (offset " + cause.offset() + ")");
    }

    static QuoteDefect mismatch(Code code, String summary, Object expected, Object actual) {
        return new QuoteDefect(code, summary, expected.toString(), actual.toString());
    }
}
