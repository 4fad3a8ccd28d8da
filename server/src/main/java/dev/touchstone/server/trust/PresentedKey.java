package dev.touchstone.server.trust;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/**
 * A key by which somebody is to be known, in the one encoding every certificate of it holds.
 *
 * @param subjectPublicKeyInfo DER (RFC 5280 §4.1.2.7): RSA of 2048 to 8192 bits, or an elliptic curve of 256 or more
 * @param subject what the certificate it came in calls its holder, printable; empty where it came alone
 */
public record PresentedKey(Bytes subjectPublicKeyInfo, Optional<String> subject) {

    /**
     * Reads a certificate or a SubjectPublicKeyInfo, in PEM (RFC 7468) with any text around its one block, or DER in
     * base64. Whether a certificate is valid, and who issued it, is not looked at.
     */
    public static PresentedKey read(String text) throws MalformedException {
        return PresentedText.der(text).key();
    }

    /** Reads a DER SubjectPublicKeyInfo. */
    public static PresentedKey ofKey(Bytes spki) throws MalformedException {
        return new PresentedKey(canonical(spki), Optional.empty());
    }

    /** Reads a DER certificate. */
    static PresentedKey ofCertificate(Bytes der) throws MalformedException {
        X509Certificate certificate = Certificates.parse(der);
        return new PresentedKey(canonical(infoIn(der)), Optional.of(Certificates.subject(certificate)));
    }

    /** SHA-256 of the SubjectPublicKeyInfo. */
    public Bytes sha256() {
        return HashAlgorithm.SHA256.hash(subjectPublicKeyInfo);
    }

    /** SHA-1 of the key's bits: the subject key identifier of RFC 5280 §4.2.1.2, method 1. */
    public Bytes keyIdentifier() {
        try {
            ByteReader info = DerElement.content(subjectPublicKeyInfo.reader(), DerElement.SEQUENCE, "key")
                    .reader();
            DerElement.content(info, DerElement.SEQUENCE, "algorithm");
            Bytes bits = DerElement.content(info, DerElement.BIT_STRING, "subjectPublicKey");
            return HashAlgorithm.SHA1.hash(bits.slice(1, bits.length()));
        } catch (MalformedException e) {
            throw new IllegalStateException("a key that was read does not read", e);
        }
    }

    /** The bytes as they stand in the certificate: peers digest those. */
    private static Bytes infoIn(Bytes certificate) throws MalformedException {
        ByteReader outer = DerElement.content(certificate.reader(), DerElement.SEQUENCE, "certificate")
                .reader();
        ByteReader fields =
                DerElement.content(outer, DerElement.SEQUENCE, "tbsCertificate").reader();
        DerElement first = DerElement.read(fields, "version or serial number");
        if (first.tag() != DerElement.INTEGER) {
            DerElement.content(fields, DerElement.INTEGER, "serial number");
        }
        for (String skipped : new String[] {"signature", "issuer", "validity", "subject"}) {
            DerElement.content(fields, DerElement.SEQUENCE, skipped);
        }
        int start = fields.offset();
        DerElement.content(fields, DerElement.SEQUENCE, "subjectPublicKeyInfo");
        return fields.between(start, fields.offset());
    }

    /** Of one key there is one encoding here: or a second spelling would make a second key of it. */
    private static Bytes canonical(Bytes spki) throws MalformedException {
        PublicKey key = switch (SubjectKey.read(spki)) {
            case SubjectKey.Rsa _ -> generate("RSA", spki);
            case SubjectKey.Ec _ -> generate("EC", spki);
            case SubjectKey.Other _ -> throw new MalformedException(0, "the key is neither RSA nor elliptic-curve");
        };
        if (!Certificates.signingKeyIsSound(key)) {
            throw new MalformedException(0, "RSA keys have 2048 to 8192 bits, elliptic-curve keys 256 or more");
        }
        if (!Bytes.of(key.getEncoded()).equals(spki)) {
            throw new MalformedException(0, "the key is not in its one DER encoding");
        }
        return spki;
    }

    private static PublicKey generate(String algorithm, Bytes spki) throws MalformedException {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki.toArray()));
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK's parser meets hostile bytes here; whatever it throws, they are no key.
            throw new MalformedException(0, "not a key: " + Text.line(e));
        }
    }
}
