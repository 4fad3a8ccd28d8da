package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody put into a field for a certificate or key: one PEM block, or DER in base64.
 *
 * @param der what it holds
 */
record PresentedText(Bytes der) {

    /** More than any certificate with its text form around it. */
    static final int MAX_TEXT = 32 * 1024;

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    static PresentedText der(String text) throws MalformedException {
        if (text.length() > MAX_TEXT) {
            throw new MalformedException(0, "more than " + MAX_TEXT + " characters");
        }
        // Before anything else, and without repeating it: whoever sent it has to replace the key.
        if (text.contains("PRIVATE KEY-----")) {
            throw new MalformedException(0, "this is a private key: it is known to others now, replace it");
        }
        Bytes der = base64(text.contains("-----BEGIN ") ? block(text) : text);
        if (der.length() > EkCertificate.MAX_LENGTH) {
            throw new MalformedException(0, "more than " + EkCertificate.MAX_LENGTH + " bytes");
        }
        return new PresentedText(der);
    }

    /** A SubjectPublicKeyInfo begins with an AlgorithmIdentifier, which begins with an OID; no certificate does. */
    PresentedKey key() throws MalformedException {
        Bytes outer = DerElement.content(der.reader(), DerElement.SEQUENCE, "certificate or key");
        Bytes first = DerElement.content(outer.reader(), DerElement.SEQUENCE, "certificate or key");
        boolean bare = !first.isEmpty() && first.at(0) == DerElement.OBJECT_IDENTIFIER;
        return bare ? PresentedKey.ofKey(der) : PresentedKey.ofCertificate(der);
    }

    private static String block(String pem) throws MalformedException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new MalformedException(0, "the PEM block has no end");
        }
        String label = block.group(1);
        if (!label.equals("CERTIFICATE") && !label.equals("X509 CERTIFICATE") && !label.equals("PUBLIC KEY")) {
            throw new MalformedException(0, "PEM of type " + label + ", not CERTIFICATE or PUBLIC KEY");
        }
        String content = block.group(2);
        if (pem.indexOf("-----BEGIN ", block.end()) >= 0) {
            throw new MalformedException(0, "more than one PEM block: the host's own certificate alone is wanted");
        }
        return content;
    }

    private static Bytes base64(String text) throws MalformedException {
        try {
            return Bytes.of(Base64.getDecoder().decode(SPACE.matcher(text).replaceAll("")));
        } catch (IllegalArgumentException _) {
            throw new MalformedException(0, "neither PEM nor base64");
        }
    }
}
