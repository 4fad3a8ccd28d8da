package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;

/** The identifiers read here (TCG Algorithm Registry; TPM 2.0 Library, Part 2, §6 and §7). */
final class Registry {

    static final int RSA = 0x0001;
    static final int AES = 0x0006;
    static final int NULL = 0x0010;
    static final int RSASSA = 0x0014;
    static final int RSAES = 0x0015;
    static final int RSAPSS = 0x0016;
    static final int OAEP = 0x0017;
    static final int ECDSA = 0x0018;
    static final int ECDH = 0x0019;
    static final int ECDAA = 0x001a;
    static final int SM2 = 0x001b;
    static final int ECSCHNORR = 0x001c;
    static final int ECMQV = 0x001d;
    static final int ECC = 0x0023;
    static final int CFB = 0x0043;

    static final int RH_OWNER = 0x40000001;
    static final int RH_ENDORSEMENT = 0x4000000b;
    static final int RH_PLATFORM = 0x4000000c;

    private Registry() {}

    /** Reads the TPM_ALG_ID of a hash algorithm known here. */
    static HashAlgorithm hash(ByteReader reader, String what) throws MalformedException {
        int id = reader.u16(what);
        return HashAlgorithm.ofId(id).orElseThrow(() -> unknown(reader, what, id));
    }

    /** Reads the TPM_ALG_ID of a hash algorithm that can be computed here. */
    static HashAlgorithm computableHash(ByteReader reader, String what) throws MalformedException {
        HashAlgorithm algorithm = hash(reader, what);
        if (!algorithm.computable()) {
            throw reader.malformed(what + " is " + algorithm.jcaName() + ", which cannot be computed here");
        }
        return algorithm;
    }

    static MalformedException unknown(ByteReader reader, String what, int id) {
        return reader.malformed(what + " is unknown: 0x%04x".formatted(id));
    }
}
