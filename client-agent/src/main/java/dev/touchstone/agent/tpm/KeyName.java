package dev.touchstone.agent.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;

/** A key's Name: nameAlg ‖ H<sub>nameAlg</sub>(public area) (TPM 2.0 Library, Part 1, §16). */
final class KeyName {

    private KeyName() {}

    /**
     * The Name of the key in a TPM2B_PUBLIC.
     *
     * @throws IllegalArgumentException if it is not a TPM2B_PUBLIC with a known nameAlg
     */
    static Bytes of(Bytes tpm2bPublic) {
        try {
            ByteReader sized = tpm2bPublic.reader();
            Bytes area = sized.tpm2b("public area");
            sized.requireEnd("public area");
            ByteReader reader = area.reader();
            reader.u16("type");
            int nameAlg = reader.u16("nameAlg");
            HashAlgorithm hash = HashAlgorithm.ofId(nameAlg)
                    .filter(HashAlgorithm::computable)
                    .orElseThrow(() -> reader.malformed("unknown nameAlg " + nameAlg));
            return Bytes.concat(Bytes.of((byte) (nameAlg >> 8), (byte) nameAlg), hash.hash(area));
        } catch (MalformedException e) {
            throw new IllegalArgumentException("not a TPM2B_PUBLIC: " + e.getMessage(), e);
        }
    }
}
