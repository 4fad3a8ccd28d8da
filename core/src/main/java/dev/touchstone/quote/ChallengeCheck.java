package dev.touchstone.quote;

import static dev.touchstone.quote.QuoteVerifier.mismatch;

import dev.touchstone.quote.QuoteDefect.Code;
import dev.touchstone.tpm.QuoteAttest;
import dev.touchstone.tpm.TpmName;
import java.util.List;

/** Whether the quote answers this challenge, by this host's key in its place under the endorsement key. */
final class ChallengeCheck {

    private ChallengeCheck() {}

    /** Whether the signer is under the endorsement key; a signer elsewhere is a defect unless allowed. */
    static boolean check(QuoteAttest attest, Expected expected, List<QuoteDefect> defects) {
        if (!attest.extraData().equalsConstantTime(expected.nonce())) {
            defects.add(mismatch(
                    Code.NONCE_MISMATCH, "the quote answers another challenge", expected.nonce(), attest.extraData()));
        }
        if (!attest.selection().equals(expected.selection())) {
            defects.add(mismatch(
                    Code.PCR_SELECTION,
                    "the TPM quoted other PCRs than it was asked for",
                    expected.selection(),
                    attest.selection()));
        }
        TpmName underEk =
                TpmName.qualifiedUnderEndorsement(expected.ek(), expected.ak().name());
        boolean isUnderEk = attest.qualifiedSigner().equals(underEk);
        if (!isUnderEk && !allowedElsewhere(attest, expected)) {
            defects.add(mismatch(
                    Code.QUALIFIED_SIGNER,
                    "the signing key is " + place(attest.qualifiedSigner(), expected)
                            + ", not under the endorsement key",
                    underEk,
                    attest.qualifiedSigner()));
        }
        return isUnderEk;
    }

    private static boolean allowedElsewhere(QuoteAttest attest, Expected expected) {
        return expected.allowOwnerHierarchy()
                && attest.qualifiedSigner().algorithm() == expected.ak().name().algorithm();
    }

    private static String place(TpmName signer, Expected expected) {
        TpmName ak = expected.ak().name();
        if (signer.equals(ak.qualifiedAsOwnerPrimary())
                || signer.equals(TpmName.qualifiedUnderOwner(expected.ek(), ak))) {
            return "in the owner hierarchy";
        }
        if (signer.equals(ak.qualifiedAsEndorsementPrimary())) {
            return "a primary key of the endorsement hierarchy";
        }
        return "another, or under another parent";
    }
}
