package dev.touchstone.quote;

import static dev.touchstone.quote.QuoteVerifier.mismatch;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.quote.QuoteDefect.Code;
import dev.touchstone.tpm.Attest;
import dev.touchstone.tpm.QuoteAttest;
import dev.touchstone.tpm.TpmName;
import java.util.List;

/** Whether what was signed answers this challenge, by this host's key in its place under the endorsement key. */
final class ChallengeCheck {

    private ChallengeCheck() {}

    /** Whether the signer is under the endorsement key; a signer elsewhere is a defect unless allowed. */
    static boolean check(QuoteAttest attest, Expected expected, List<QuoteDefect> defects) {
        requireNonce(attest, expected.nonce(), defects);
        if (!attest.selection().equals(expected.selection())) {
            defects.add(mismatch(
                    Code.PCR_SELECTION,
                    "the TPM quoted other PCRs than it was asked for",
                    expected.selection(),
                    attest.selection()));
        }
        boolean isUnderEk = isUnder(expected.ek(), expected.ak().name(), attest);
        if (!isUnderEk && !allowedElsewhere(attest, expected)) {
            defects.add(elsewhere(expected.ek(), expected.ak().name(), attest));
        }
        return isUnderEk;
    }

    static void requireNonce(Attest attest, Bytes nonce, List<QuoteDefect> defects) {
        if (!attest.extraData().equalsConstantTime(nonce)) {
            defects.add(mismatch(
                    Code.NONCE_MISMATCH, "what was signed answers another challenge", nonce, attest.extraData()));
        }
    }

    /** The same of a signer that may lie nowhere else. */
    static void requireUnder(TpmName ek, TpmName ak, Attest attest, List<QuoteDefect> defects) {
        if (!isUnder(ek, ak, attest)) {
            defects.add(elsewhere(ek, ak, attest));
        }
    }

    private static boolean isUnder(TpmName ek, TpmName ak, Attest attest) {
        return attest.qualifiedSigner().equals(TpmName.qualifiedUnderEndorsement(ek, ak));
    }

    private static boolean allowedElsewhere(Attest attest, Expected expected) {
        return expected.allowOwnerHierarchy()
                && attest.qualifiedSigner().algorithm() == expected.ak().name().algorithm();
    }

    private static QuoteDefect elsewhere(TpmName ek, TpmName ak, Attest attest) {
        return mismatch(
                Code.QUALIFIED_SIGNER,
                "the signing key is " + place(attest.qualifiedSigner(), ek, ak) + ", not under the endorsement key",
                TpmName.qualifiedUnderEndorsement(ek, ak),
                attest.qualifiedSigner());
    }

    private static String place(TpmName signer, TpmName ek, TpmName ak) {
        if (signer.equals(ak.qualifiedAsOwnerPrimary()) || signer.equals(TpmName.qualifiedUnderOwner(ek, ak))) {
            return "in the owner hierarchy";
        }
        if (signer.equals(ak.qualifiedAsEndorsementPrimary())) {
            return "a primary key of the endorsement hierarchy";
        }
        return "another, or under another parent";
    }
}
