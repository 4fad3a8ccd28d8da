package dev.touchstone.tpm;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The TPM's two key derivation functions (TPM 2.0 Library, Part 1, §11.4.10). */
final class KeyDerivation {

    private KeyDerivation() {}

    /** KDFa: SP 800-108 in counter mode with HMAC (§11.4.10.2). */
    static Bytes kdfA(HashAlgorithm hash, Bytes key, String label, Bytes context, int bits)
            throws GeneralSecurityException {
        Bytes fixed = Bytes.concat(terminated(label), context, Marshal.u32(bits));
        Bytes output = Bytes.EMPTY;
        for (int counter = 1; output.length() * Byte.SIZE < bits; counter++) {
            output = Bytes.concat(output, hmac(hash, key, Bytes.concat(Marshal.u32(counter), fixed)));
        }
        return output.slice(0, bits / Byte.SIZE);
    }

    /**
     * KDFe: SP 800-56A's one-step function (§11.4.10.3). {@code z} and the coordinates have the curve's fixed width;
     * one hash is enough, as no more bits than the hash has are ever asked for.
     */
    static Bytes kdfE(HashAlgorithm hash, Bytes z, String use, Bytes ephemeralX, Bytes recipientX) {
        return hash.hash(Marshal.u32(1), z, terminated(use), ephemeralX, recipientX);
    }

    static Bytes hmac(HashAlgorithm hash, Bytes key, Bytes message) throws GeneralSecurityException {
        String name = "Hmac" + hash.name();
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(key.toArray(), name));
        return Bytes.of(mac.doFinal(message.toArray()));
    }

    /** Labels count with their terminating zero byte. */
    static Bytes terminated(String label) {
        return Bytes.ofUtf8(label + "\0");
    }
}
