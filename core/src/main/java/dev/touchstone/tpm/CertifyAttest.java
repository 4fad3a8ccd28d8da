package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/**
 * What a TPM signs of another of its objects: TPMS_ATTEST of type TPM_ST_ATTEST_CERTIFY (TPM 2.0 Library, Part 2,
 * §10.12.12 and §10.12.3; Part 3, §18.2).
 *
 * @param raw the bytes that were read, which are what the TPM signed
 * @param qualifiedSigner Qualified Name of the signing key
 * @param extraData the caller's qualifying data, the nonce
 * @param clockInfo clock and counters, obfuscated outside the endorsement and platform hierarchies
 * @param firmwareVersion the TPM's firmware version, obfuscated likewise
 * @param name Name of the object that is certified
 * @param qualifiedName its Qualified Name, which says where in the TPM it lies
 */
public record CertifyAttest(
        Bytes raw,
        TpmName qualifiedSigner,
        Bytes extraData,
        ClockInfo clockInfo,
        long firmwareVersion,
        TpmName name,
        TpmName qualifiedName)
        implements Attest {

    /** TPM_ST_ATTEST_CERTIFY. */
    public static final int TYPE = 0x8017;

    /** Reads a certification that is all of {@code raw}. */
    public static CertifyAttest parse(Bytes raw) throws MalformedException {
        ByteReader reader = raw.reader();
        AttestHeader header = AttestHeader.parse(reader, TYPE, "a certification");
        TpmName name = AttestHeader.name(reader, "name");
        TpmName qualifiedName = AttestHeader.name(reader, "qualifiedName");
        reader.requireEnd("TPMS_ATTEST");
        return new CertifyAttest(
                raw,
                header.qualifiedSigner(),
                header.extraData(),
                header.clockInfo(),
                header.firmwareVersion(),
                name,
                qualifiedName);
    }
}
