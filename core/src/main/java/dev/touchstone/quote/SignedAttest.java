package dev.touchstone.quote;

import static dev.touchstone.quote.QuoteVerifier.mismatch;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.QuoteDefect.Code;
import dev.touchstone.tpm.Attest;
import dev.touchstone.tpm.AttestationKey;
import dev.touchstone.tpm.TpmSignature;
import java.util.List;
import java.util.Optional;

/** The two parts of anything an attestation key signed, each read on its own so that all that is wrong is found. */
final class SignedAttest {

    private static final Bytes MAGIC = Bytes.ofHex("ff544347");
    private static final int TYPE_END = 6;

    private SignedAttest() {}

    /**
     * One type of TPMS_ATTEST.
     *
     * @param type its TPM_ST_ATTEST_… as two bytes
     * @param name what attests so, for a person: {@code a quote}
     */
    record Kind<T extends Attest>(Bytes type, String name, Parser<T> parser) {}

    interface Parser<T> {
        T parse(Bytes raw) throws MalformedException;
    }

    /** The signature, if it reads; whether {@code ak} made it over {@code attest} is checked then. */
    static Optional<TpmSignature> signature(
            Bytes signature, Bytes attest, AttestationKey ak, List<QuoteDefect> defects) {
        try {
            TpmSignature read = TpmSignature.parse(signature);
            SignatureCheck.check(read, attest, ak, defects);
            return Optional.of(read);
        } catch (MalformedException e) {
            defects.add(malformed(Code.SIGNATURE_MALFORMED, "TPMT_SIGNATURE", e));
            return Optional.empty();
        }
    }

    /** What was signed, if it reads as what it should be. */
    static <T extends Attest> Optional<T> attest(Bytes raw, Kind<T> kind, List<QuoteDefect> defects) {
        try {
            return Optional.of(kind.parser().parse(raw));
        } catch (MalformedException e) {
            defects.add(headerDefect(raw, kind).orElseGet(() -> malformed(Code.ATTEST_MALFORMED, "TPMS_ATTEST", e)));
            return Optional.empty();
        }
    }

    private static Optional<QuoteDefect> headerDefect(Bytes raw, Kind<?> kind) {
        if (raw.length() < TYPE_END) {
            return Optional.empty();
        }
        Bytes magic = raw.slice(0, MAGIC.length());
        Bytes type = raw.slice(MAGIC.length(), TYPE_END);
        if (!magic.equals(MAGIC)) {
            return Optional.of(mismatch(Code.ATTEST_MAGIC, "the TPM did not generate the signed bytes", MAGIC, magic));
        }
        return type.equals(kind.type())
                ? Optional.empty()
                : Optional.of(mismatch(Code.ATTEST_TYPE, "the attestation is not " + kind.name(), kind.type(), type));
    }

    private static QuoteDefect malformed(Code code, String structure, MalformedException cause) {
        return new QuoteDefect(
                code,
                structure + " cannot be read",
                "a well-formed " + structure,
                cause.getMessage() + " (offset " + cause.offset() + ")");
    }
}
