package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/**
 * What a quote's signature covers: TPMS_ATTEST of type TPM_ST_ATTEST_QUOTE (TPM 2.0 Library, Part 2, §10.12.12).
 *
 * @param raw the bytes that were read, which are what the TPM signed
 * @param qualifiedSigner Qualified Name of the signing key
 * @param extraData the caller's qualifying data, the nonce
 * @param clockInfo clock and counters, obfuscated outside the endorsement and platform hierarchies
 * @param firmwareVersion the TPM's firmware version, obfuscated likewise
 * @param selection the PCRs that were digested
 * @param pcrDigest digest of their values, in the order of the selection
 */
public record QuoteAttest(
        Bytes raw,
        TpmName qualifiedSigner,
        Bytes extraData,
        ClockInfo clockInfo,
        long firmwareVersion,
        PcrSelection selection,
        Bytes pcrDigest)
        implements Attest {

    /** TPM_ST_ATTEST_QUOTE. */
    public static final int TYPE = 0x8018;

    /** Reads a quote that is all of {@code raw}. */
    public static QuoteAttest parse(Bytes raw) throws MalformedException {
        ByteReader reader = raw.reader();
        AttestHeader header = AttestHeader.parse(reader, TYPE, "a quote");
        PcrSelection selection = PcrSelection.parse(reader);
        Bytes pcrDigest = reader.tpm2b("pcrDigest");
        reader.requireEnd("TPMS_ATTEST");
        return new QuoteAttest(
                raw,
                header.qualifiedSigner(),
                header.extraData(),
                header.clockInfo(),
                header.firmwareVersion(),
                selection,
                pcrDigest);
    }
}
