package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import javax.security.auth.x500.X500Principal;

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

    /** Names are read by the JDK at many times their size: longer ones than anybody uses are not. */
    private static final int MAX_NAME = 1024;

    /** Names are sets of few attributes, and each costs. */
    private static final int MAX_ATTRIBUTES = 16;

    /**
     * Reads a DER certificate (RFC 5280 §4.1) as far as its names.
     *
     * @throws MalformedException if the bytes are not one certificate, or it has names no certificate has
     */
    public static Certificate parse(Bytes der) throws MalformedException {
        ByteReader reader = der.reader();
        ByteReader certificate = Der.element(reader, Der.SEQUENCE, "certificate");
        reader.requireEnd("the certificate");
        ByteReader tbs = Der.element(certificate, Der.SEQUENCE, "TBSCertificate");
        Der.element(certificate, Der.SEQUENCE, "signatureAlgorithm");
        Der.element(certificate, Der.BIT_STRING, "signatureValue");
        certificate.requireEnd("the signature");
        return ofTbs(der, tbs);
    }

    private static Certificate ofTbs(Bytes der, ByteReader tbs) throws MalformedException {
        if (tbs.remaining() > 0 && tbs.between(0, 1).at(0) == Der.EXPLICIT_0) {
            Der.element(tbs, Der.EXPLICIT_0, "version");
        }
        Der.element(tbs, Der.INTEGER, "serialNumber");
        Der.element(tbs, Der.SEQUENCE, "signature");
        String issuer = name(tbs, "issuer");
        Der.element(tbs, Der.SEQUENCE, "validity");
        String subject = name(tbs, "subject");
        Der.element(tbs, Der.SEQUENCE, "subjectPublicKeyInfo");
        return new Certificate(der, subject, issuer, HashAlgorithm.SHA256.hash(der));
    }

    private static String name(ByteReader tbs, String what) throws MalformedException {
        int from = tbs.offset();
        ByteReader sets = Der.element(tbs, Der.SEQUENCE, what);
        if (sets.remaining() > MAX_NAME || attributes(sets, what) > MAX_ATTRIBUTES) {
            throw tbs.malformed(what + " is longer than any name");
        }
        try {
            byte[] name = tbs.between(from, tbs.offset()).toArray();
            return Shown.text(new X500Principal(name).getName(X500Principal.RFC2253));
        } catch (IllegalArgumentException _) {
            throw tbs.malformed(what + " is not a name");
        }
    }

    private static int attributes(ByteReader sets, String what) throws MalformedException {
        int count = 0;
        while (!sets.atEnd()) {
            for (ByteReader set = Der.element(sets, Der.SET, what); !set.atEnd(); count++) {
                Der.element(set, Der.SEQUENCE, what);
            }
        }
        return count;
    }
}
