package dev.touchstone.agent.evidence;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;

/**
 * Which boot a quote was made in, as an IMA list names it.
 *
 * @param reset resetCount
 * @param restart restartCount
 */
record BootCount(long reset, long restart) {

    private static final long MAGIC = 0xff544347L;
    private static final int LONGEST_NAME = 2 + HashAlgorithm.SHA512.size();

    /** Reads TPMS_ATTEST as far as its clock (TPM 2.0 Library, Part 2, §10.12.8 and 10.11.1). */
    static BootCount of(Bytes attest) throws MalformedException {
        ByteReader reader = attest.reader();
        if (reader.u32("magic") != MAGIC) {
            throw reader.malformed("not made by a TPM");
        }
        reader.u16("type");
        Bytes signer = reader.tpm2b("qualifiedSigner");
        if (signer.length() > LONGEST_NAME) {
            throw reader.malformed("qualifiedSigner has " + signer.length() + " bytes");
        }
        reader.tpm2b("extraData");
        reader.u64("clock");
        return new BootCount(reader.u32("resetCount"), reader.u32("restartCount"));
    }

    @Override
    public String toString() {
        return reset + "." + restart;
    }
}
