package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what makers publish: PEM with any number of certificates and any text between them (RFC 7468 §2), one DER
 * certificate, with what fills a file or an NV index up behind it, or PKCS #7 with certificates only (RFC 5652 §5,
 * {@code .p7b}). What cannot be read is an entry of its own, so that one damaged certificate does not hide the rest.
 */
final class CertificateBundle {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (CERTIFICATE|X509 CERTIFICATE|PKCS7|CMS)-----([^-]*)-----END \\1-----");
    private static final int LONGEST_SHOWN = 60;

    private CertificateBundle() {}

    /** One certificate of a bundle. */
    sealed interface Entry {

        record Read(X509Certificate certificate) implements Entry {}

        /**
         * What should have been a certificate.
         *
         * @param where in the bundle
         * @param problem what is wrong with it
         */
        record Unreadable(String where, String problem) implements Entry {}
    }

    static List<Entry> read(Bytes file) {
        if (!file.isEmpty() && file.at(0) == DerElement.SEQUENCE) {
            return readBinary(file, "the file");
        }
        return readPem(file.toUtf8());
    }

    static List<Entry> readPem(String text) {
        List<Entry> entries = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        int number = 0;
        int end = 0;
        while (block.find()) {
            number++;
            checkSkipped(text.substring(end, block.start()), number, entries);
            end = block.end();
            entries.addAll(readBlock(block.group(2), "block " + number));
        }
        checkSkipped(text.substring(end), number + 1, entries);
        return entries;
    }

    /** Text between the blocks is a comment, unless it is a block that lost its end. */
    private static void checkSkipped(String between, int number, List<Entry> entries) {
        int begin = between.indexOf("-----BEGIN ");
        if (begin >= 0) {
            String line = between.substring(begin).lines().findFirst().orElse("");
            entries.add(new Entry.Unreadable(
                    "block " + number,
                    "not a certificate: " + Text.printable(line.substring(0, Math.min(line.length(), LONGEST_SHOWN)))));
        }
    }

    private static List<Entry> readBlock(String base64, String where) {
        try {
            return readBinary(Bytes.of(Base64.getMimeDecoder().decode(base64)), where);
        } catch (IllegalArgumentException e) {
            return List.of(new Entry.Unreadable(where, "not base64: " + Text.line(e)));
        }
    }

    private static List<Entry> readBinary(Bytes der, String where) {
        try {
            return isPkcs7(der)
                    ? readPkcs7(der, where)
                    : List.of(new Entry.Read(EkCertificate.read(der).certificate()));
        } catch (MalformedException e) {
            return List.of(new Entry.Unreadable(where, Text.line(e)));
        }
    }

    /** A ContentInfo begins with the OID of its content, a certificate with the sequence that is signed. */
    private static boolean isPkcs7(Bytes der) throws MalformedException {
        Bytes content = DerElement.content(der.reader(), DerElement.SEQUENCE, "file");
        return !content.isEmpty() && content.at(0) == DerElement.OBJECT_IDENTIFIER;
    }

    private static List<Entry> readPkcs7(Bytes der, String where) {
        try {
            Collection<? extends Certificate> certificates =
                    Certificates.factory().generateCertificates(new ByteArrayInputStream(der.toArray()));
            return certificates.stream()
                    .<Entry>map(certificate -> new Entry.Read((X509Certificate) certificate))
                    .toList();
        } catch (CertificateException | RuntimeException e) {
            return List.of(new Entry.Unreadable(where, "not PKCS #7 with certificates: " + Text.line(e)));
        }
    }
}
