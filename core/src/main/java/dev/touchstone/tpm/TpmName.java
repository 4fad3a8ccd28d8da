package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;

/**
 * The Name of a TPM object: its nameAlg and the digest of its public area (TPM 2.0 Library, Part 1, §16). A Qualified
 * Name has the same form and covers the Names of all ancestors too.
 *
 * @param algorithm the object's nameAlg
 * @param digest as many bytes as the algorithm gives
 */
public record TpmName(HashAlgorithm algorithm, Bytes digest) {

    /** @throws IllegalArgumentException if the digest is not of the algorithm's size */
    public TpmName {
        if (digest.length() != algorithm.size()) {
            throw new IllegalArgumentException("a " + algorithm.bank() + " Name has " + algorithm.size()
                    + " digest bytes, not " + digest.length());
        }
    }

    /** Reads a Name: two bytes of algorithm, the digest, nothing else. */
    public static TpmName parse(Bytes name) throws MalformedException {
        return parse(name.reader());
    }

    /** Reads a Name that is all of {@code reader}. */
    static TpmName parse(ByteReader reader) throws MalformedException {
        HashAlgorithm algorithm = Registry.computableHash(reader, "Name algorithm");
        Bytes digest = reader.bytes(algorithm.size(), "Name digest");
        reader.requireEnd("the Name");
        return new TpmName(algorithm, digest);
    }

    /** The Name as a TPM writes it. */
    public Bytes bytes() {
        return Bytes.concat(Marshal.u16(algorithm.id()), digest);
    }

    /** The Qualified Name under a parent: H(QN(parent) ‖ Name) with this object's nameAlg. */
    public TpmName qualifiedName(TpmName parentQualifiedName) {
        return qualifiedUnder(parentQualifiedName.bytes());
    }

    /** The Qualified Name of a key of this Name under an EK made in the endorsement hierarchy. */
    public static TpmName qualifiedUnderEndorsement(TpmName ek, TpmName ak) {
        return ak.qualifiedName(ek.qualifiedAsEndorsementPrimary());
    }

    /** The Qualified Name of this key as a primary of the endorsement hierarchy. */
    public TpmName qualifiedAsEndorsementPrimary() {
        return qualifiedUnder(Marshal.u32(Registry.RH_ENDORSEMENT));
    }

    /** The Qualified Name of this key as a primary of the owner hierarchy. */
    public TpmName qualifiedAsOwnerPrimary() {
        return qualifiedUnder(Marshal.u32(Registry.RH_OWNER));
    }

    /** The Qualified Name of a key of this Name under an EK's twin made in the owner hierarchy. */
    public static TpmName qualifiedUnderOwner(TpmName parent, TpmName ak) {
        return ak.qualifiedName(parent.qualifiedAsOwnerPrimary());
    }

    private TpmName qualifiedUnder(Bytes parent) {
        return new TpmName(algorithm, algorithm.hash(parent, bytes()));
    }

    /** Lower-case hex of {@link #bytes()}. */
    @Override
    public String toString() {
        return bytes().toHex();
    }
}
