package dev.touchstone.quote;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.tpm.ClockInfo;
import dev.touchstone.tpm.PcrSelection;
import dev.touchstone.tpm.QuoteAttest;
import dev.touchstone.tpm.TpmName;
import java.util.SortedMap;

/**
 * A quote that the host's own key signed over the challenge, and PCR values that hash to it. Only {@link QuoteVerifier}
 * makes one.
 */
public final class VerifiedQuote {

    private final TpmName ak;
    private final QuoteAttest attest;
    private final PcrValues pcrs;
    private final boolean underEndorsementKey;

    VerifiedQuote(TpmName ak, QuoteAttest attest, PcrValues pcrs, boolean underEndorsementKey) {
        this.ak = ak;
        this.attest = attest;
        this.pcrs = pcrs;
        this.underEndorsementKey = underEndorsementKey;
    }

    /** Name of the key that signed. */
    public TpmName ak() {
        return ak;
    }

    /** What was signed. */
    public QuoteAttest attest() {
        return attest;
    }

    /** Clock and counters; obfuscated, though still in order, unless {@link #underEndorsementKey()}. */
    public ClockInfo clockInfo() {
        return attest.clockInfo();
    }

    /** The TPM's firmware version; obfuscated unless {@link #underEndorsementKey()}. */
    public long firmwareVersion() {
        return attest.firmwareVersion();
    }

    /** The PCRs quoted. */
    public PcrSelection selection() {
        return attest.selection();
    }

    /** The quoted values of all banks. */
    public PcrValues pcrs() {
        return pcrs;
    }

    /** The quoted values of one bank by index; empty if it was not quoted. */
    public SortedMap<Integer, Bytes> pcrs(HashAlgorithm bank) {
        return pcrs.bank(bank);
    }

    /** Whether the key was made under the host's endorsement key, so that counters and firmware version are real. */
    public boolean underEndorsementKey() {
        return underEndorsementKey;
    }
}
