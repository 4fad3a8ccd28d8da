package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/** What every TPMS_ATTEST begins with, whatever it attests to (TPM 2.0 Library, Part 2, §10.12.12). */
record AttestHeader(TpmName qualifiedSigner, Bytes extraData, ClockInfo clockInfo, long firmwareVersion) {

    /**
     * Reads up to what is attested.
     *
     * @param type the TPM_ST_ATTEST_… there must be
     * @param whose what attests so, for a person: {@code a quote}
     */
    static AttestHeader parse(ByteReader reader, int type, String whose) throws MalformedException {
        int magic = (int) reader.u32("magic");
        if (magic != Attest.MAGIC) {
            throw reader.malformed("magic is %08x, not %08x".formatted(magic, Attest.MAGIC));
        }
        int actual = reader.u16("type");
        if (actual != type) {
            throw reader.malformed("type is %04x, not %s's %04x".formatted(actual, whose, type));
        }
        return new AttestHeader(
                name(reader, "qualifiedSigner"),
                reader.tpm2b("extraData"),
                ClockInfo.parse(reader),
                reader.u64("firmwareVersion"));
    }

    /** Reads a TPM2B_NAME. */
    static TpmName name(ByteReader reader, String what) throws MalformedException {
        return TpmName.parse(reader.sub(reader.u16(what + " size"), what));
    }
}
