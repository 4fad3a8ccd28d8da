package dev.touchstone.uefi;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Certificates read before, by all of their bytes. A fleet shows the same few in every log, and reading their names and
 * hashing them costs as much as replaying the log.
 */
final class KnownCertificates {

    /** How many are kept; past it, all are forgotten. */
    private static final int MAX = 256;

    /** Bytes of one that is kept. */
    private static final int MAX_SIZE = 4096;

    private static final Map<Bytes, Certificate> KNOWN = new ConcurrentHashMap<>();

    private KnownCertificates() {}

    static Optional<Certificate> find(Bytes der) {
        return Optional.ofNullable(KNOWN.get(der));
    }

    static Certificate remember(Bytes der, String subject, String issuer) {
        Certificate certificate = new Certificate(der, subject, issuer, HashAlgorithm.SHA256.hash(der));
        if (der.length() <= MAX_SIZE) {
            if (KNOWN.size() >= MAX) {
                KNOWN.clear();
            }
            KNOWN.put(der, certificate);
        }
        return certificate;
    }
}
