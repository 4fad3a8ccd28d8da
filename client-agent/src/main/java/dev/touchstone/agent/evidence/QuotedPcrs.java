package dev.touchstone.agent.evidence;

import dev.touchstone.agent.tpm.AttestationKey;
import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.agent.tpm.PcrValues;
import dev.touchstone.agent.tpm.SignedQuote;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.List;

/**
 * A quote and the values it covers. The TPM gives them in two commands, between which a PCR can move; then both are
 * taken again.
 */
record QuotedPcrs(SignedQuote quote, PcrValues values) {

    private static final int ATTEMPTS = 5;

    static QuotedPcrs take(TpmDevice tpm, AttestationKey key, Bytes nonce, List<PcrSelection> selection)
            throws TpmDeviceException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            SignedQuote quote = key.quote(nonce, selection);
            PcrValues values = tpm.readPcrs(selection);
            if (covers(quote, values)) {
                return new QuotedPcrs(quote, values);
            }
        }
        throw new TpmDeviceException(
                TpmDeviceException.Kind.TEMPORARY,
                "PCRs moved between quote and reading, " + ATTEMPTS + " times in a row");
    }

    /**
     * A quote ends with its pcrDigest, a TPM2B_DIGEST of the scheme's hash (TPM 2.0 Library, Part 2, §10.12.1), SHA-256
     * for our keys.
     */
    private static boolean covers(SignedQuote quote, PcrValues values) {
        Bytes digest = values.digest(HashAlgorithm.SHA256);
        Bytes end = Bytes.concat(Bytes.of((byte) 0, (byte) digest.length()), digest);
        int from = quote.attest().length() - end.length();
        return from >= 0 && quote.attest().slice(from, quote.attest().length()).equals(end);
    }
}
