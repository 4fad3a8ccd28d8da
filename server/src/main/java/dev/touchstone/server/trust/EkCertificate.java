package dev.touchstone.server.trust;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.security.cert.X509Certificate;

/**
 * A certificate as a TPM stores it: bare DER, or behind the seven bytes of a PC Client stored certificate (TCG PC
 * Client Specific Implementation Specification for Conventional BIOS 1.21, §7.4.5, still written by TPM 2.0 parts), and
 * filled up to the size of its NV index with one repeated byte.
 *
 * @param certificate the certificate
 * @param der its encoding, without header and fill
 */
record EkCertificate(X509Certificate certificate, Bytes der) {

    /** More than any EK certificate seen, and less than would let one enrolment hurt. */
    static final int MAX_LENGTH = 8 * 1024;

    private static final int STORED_CERTIFICATE = 0x1001;
    private static final int FULL_CERTIFICATE_TYPE = 0;
    private static final int FULL_CERTIFICATE = 0x1002;

    /** Reads what came out of an NV index. */
    static EkCertificate read(Bytes stored) throws MalformedException {
        if (stored.length() > MAX_LENGTH) {
            throw new MalformedException(
                    0, "a certificate of %d bytes, at most %d are taken".formatted(stored.length(), MAX_LENGTH));
        }
        ByteReader reader = stored.reader();
        ByteReader body = startsWithHeader(stored) ? skipHeader(reader) : reader;
        int start = body.offset();
        DerElement.content(body, DerElement.SEQUENCE, "certificate");
        Bytes der = body.between(start, body.offset());
        requireFill(body);
        requireFill(reader);
        return new EkCertificate(Certificates.parse(der), der);
    }

    private static boolean startsWithHeader(Bytes stored) {
        return stored.length() > 0 && stored.at(0) == STORED_CERTIFICATE >> 8;
    }

    private static ByteReader skipHeader(ByteReader reader) throws MalformedException {
        int tag = reader.u16("stored certificate tag");
        int type = reader.u8("certificate type");
        if (tag != STORED_CERTIFICATE || type != FULL_CERTIFICATE_TYPE) {
            throw reader.malformed("%04x %02x is not the header of a stored full certificate".formatted(tag, type));
        }
        ByteReader body = reader.sub(reader.u16("certificate size"), "stored certificate");
        if (body.u16("full certificate tag") != FULL_CERTIFICATE) {
            throw body.malformed("the stored certificate is not a full one");
        }
        return body;
    }

    /** What lies beyond the certificate may be the fill of the NV index and nothing else. */
    private static void requireFill(ByteReader reader) throws MalformedException {
        int at = reader.offset();
        Bytes rest = reader.rest();
        if (!rest.isEmpty() && !rest.consistsOf(rest.at(0))) {
            throw new MalformedException(at, rest.length() + " bytes are left over after the certificate");
        }
    }
}
