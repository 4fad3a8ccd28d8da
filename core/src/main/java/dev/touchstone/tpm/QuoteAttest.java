package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/**
 * What a quote's signature covers: TPMS_ATTEST of type TPM_ST_ATTEST_QUOTE (TPM 2.0 Library, Part 2, §10.12.12).
 * Untrusted until its signature is verified over {@link #raw()}.
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
        Bytes pcrDigest) {

    /** TPM_GENERATED_VALUE: no key that is restricted signs it over bytes from outside. */
    public static final int MAGIC = 0xff544347;

    /** TPM_ST_ATTEST_QUOTE. */
    public static final int TYPE = 0x8018;

    /** Reads a quote that is all of {@code raw}. */
    public static QuoteAttest parse(Bytes raw) throws MalformedException {
        ByteReader reader = raw.reader();
        requireQuote(reader);
        TpmName signer = TpmName.parse(sized(reader, "qualifiedSigner"));
        Bytes extraData = reader.tpm2b("extraData");
        ClockInfo clockInfo = ClockInfo.parse(reader);
        long firmwareVersion = reader.u64("firmwareVersion");
        PcrSelection selection = PcrSelection.parse(reader);
        Bytes pcrDigest = reader.tpm2b("pcrDigest");
        reader.requireEnd("TPMS_ATTEST");
        return new QuoteAttest(raw, signer, extraData, clockInfo, firmwareVersion, selection, pcrDigest);
    }

    private static void requireQuote(ByteReader reader) throws MalformedException {
        int magic = (int) reader.u32("magic");
        if (magic != MAGIC) {
            throw reader.malformed("magic is %08x, not %08x".formatted(magic, MAGIC));
        }
        int type = reader.u16("type");
        if (type != TYPE) {
            throw reader.malformed("type is %04x, not a quote's %04x".formatted(type, TYPE));
        }
    }

    private static ByteReader sized(ByteReader reader, String what) throws MalformedException {
        return reader.sub(reader.u16(what + " size"), what);
    }
}
