package dev.touchstone.quote;

import static dev.touchstone.quote.QuoteVerifier.mismatch;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.QuoteDefect.Code;
import dev.touchstone.tpm.PcrSelection;
import dev.touchstone.tpm.PcrSelection.Bank;
import dev.touchstone.tpm.QuoteAttest;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the values sent are exactly the selected ones and hash to what was signed (Part 3, §18.4.1). */
final class PcrCheck {

    private PcrCheck() {}

    static void check(QuoteAttest attest, HashAlgorithm schemeHash, PcrValues values, List<QuoteDefect> defects) {
        PcrSelection selection = attest.selection();
        List<String> missing = missing(selection, values);
        if (missing.isEmpty()) {
            requireDigest(attest, schemeHash, values, defects);
        } else {
            defects.add(mismatch(
                    Code.PCR_VALUES_MISSING,
                    "quoted PCRs came without their values",
                    selection,
                    "none for " + String.join(", ", missing)));
        }
        List<String> surplus = surplus(selection, values);
        if (!surplus.isEmpty()) {
            defects.add(mismatch(
                    Code.PCR_VALUES_SURPLUS,
                    "values were sent for PCRs that the quote does not cover",
                    selection,
                    String.join(", ", surplus)));
        }
    }

    private static List<String> missing(PcrSelection selection, PcrValues values) {
        List<String> missing = new ArrayList<>(0);
        for (Bank bank : selection.banks()) {
            Map<Integer, Bytes> sent = values.bank(bank.algorithm());
            for (Integer pcr : bank.pcrs()) {
                if (!sent.containsKey(pcr)) {
                    missing.add(bank.algorithm().bank() + ":" + pcr);
                }
            }
        }
        return missing;
    }

    private static List<String> surplus(PcrSelection selection, PcrValues values) {
        List<String> surplus = new ArrayList<>(0);
        values.banks().forEach((algorithm, sent) -> {
            List<Integer> selected = selection.pcrs(algorithm);
            for (Integer pcr : sent.keySet()) {
                if (!selected.contains(pcr)) {
                    surplus.add(algorithm.bank() + ":" + pcr);
                }
            }
        });
        return surplus;
    }

    private static void requireDigest(
            QuoteAttest attest, HashAlgorithm schemeHash, PcrValues values, List<QuoteDefect> defects) {
        MessageDigest digest = schemeHash.newDigest();
        for (Bank bank : attest.selection().banks()) {
            Map<Integer, Bytes> sent = values.bank(bank.algorithm());
            for (Integer pcr : bank.pcrs()) {
                Bytes value = sent.get(pcr);
                if (value != null) {
                    value.digestInto(digest);
                }
            }
        }
        Bytes actual = Bytes.of(digest.digest());
        if (!actual.equals(attest.pcrDigest())) {
            defects.add(mismatch(
                    Code.PCR_DIGEST, "the PCR values do not hash to the quoted digest", attest.pcrDigest(), actual));
        }
    }
}
