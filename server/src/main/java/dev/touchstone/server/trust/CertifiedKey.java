package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;

/** The key that a certificate is of, whoever issued it and whatever it says besides. */
public final class CertifiedKey {

    private CertifiedKey() {}

    /** SHA-256 of the SubjectPublicKeyInfo of exactly one certificate in DER. */
    public static Bytes spkiSha256(Bytes der) throws MalformedException {
        return HashAlgorithm.SHA256.hash(
                Bytes.of(Certificates.parse(der).getPublicKey().getEncoded()));
    }
}
