package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Optional;

/**
 * What a certificate in a signature database says of itself. Nothing in it is verified, not even its own signature:
 * firmware trusts it for where it lies.
 *
 * @param der as enrolled
 * @param subject in RFC 2253 form, printable, of bounded length
 * @param issuer likewise
 * @param sha256 of {@code der}: the fingerprint tools show
 */
public record Certificate(Bytes der, String subject, String issuer, Bytes sha256) {

    /**
     * Reads a DER certificate (RFC 5280 §4.1) as far as its names.
     *
     * @throws MalformedException if the bytes are not one certificate, or it has names no certificate has
     */
    public static Certificate parse(Bytes der) throws MalformedException {
        return parse(der, new Names());
    }

    static Certificate parse(Bytes der, Names names) throws MalformedException {
        Optional<Certificate> known = KnownCertificates.find(der);
        return known.isPresent() ? known.get() : read(der, names);
    }

    private static Certificate read(Bytes der, Names names) throws MalformedException {
        ByteReader reader = der.reader();
        ByteReader certificate = Der.element(reader, Der.SEQUENCE, "certificate");
        reader.requireEnd("the certificate");
        ByteReader tbs = Der.element(certificate, Der.SEQUENCE, "TBSCertificate");
        Der.element(certificate, Der.SEQUENCE, "signatureAlgorithm");
        Der.element(certificate, Der.BIT_STRING, "signatureValue");
        certificate.requireEnd("the signature");
        return ofTbs(der, tbs, names);
    }

    private static Certificate ofTbs(Bytes der, ByteReader tbs, Names names) throws MalformedException {
        if (tbs.remaining() > 0 && tbs.between(0, 1).at(0) == Der.EXPLICIT_0) {
            Der.element(tbs, Der.EXPLICIT_0, "version");
        }
        Der.element(tbs, Der.INTEGER, "serialNumber");
        Der.element(tbs, Der.SEQUENCE, "signature");
        String issuer = names.read(tbs, "issuer");
        Der.element(tbs, Der.SEQUENCE, "validity");
        String subject = names.read(tbs, "subject");
        Der.element(tbs, Der.SEQUENCE, "subjectPublicKeyInfo");
        return KnownCertificates.remember(der, subject, issuer);
    }
}
