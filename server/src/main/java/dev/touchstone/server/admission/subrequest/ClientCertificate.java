package dev.touchstone.server.admission.subrequest;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.server.admission.Subject;
import dev.touchstone.server.trust.CertifiedKey;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A client certificate as proxies tell it. Only its key counts: that the client holds the other half is what the proxy
 * has checked, and what names it carries is for whoever issued it to say.
 */
final class ClientCertificate {

    private static final int MAX_TEXT = 16 * 1024;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final Pattern SPACE = Pattern.compile("[\r\n\t ]+");

    private ClientCertificate() {}

    /** Of PEM with its special characters escaped as in a URL: nginx's {@code $ssl_client_escaped_cert}, Envoy's. */
    static Subject.CertificateKey ofEscapedPem(String text) throws UnreadableSubjectException {
        String pem = unescaped(text).strip();
        if (!pem.startsWith(BEGIN) || !pem.endsWith(END) || pem.length() < BEGIN.length() + END.length()) {
            throw malformed();
        }
        return ofBase64(SPACE.matcher(pem.substring(BEGIN.length(), pem.length() - END.length()))
                .replaceAll(""));
    }

    /** Of PEM without its first and last line and line ends, which Traefik tells; of several, the client's is first. */
    static Subject.CertificateKey ofBarePem(String text) throws UnreadableSubjectException {
        String all = unescaped(text);
        int comma = all.indexOf(',');
        return ofBase64(comma < 0 ? all : all.substring(0, comma));
    }

    private static String unescaped(String text) throws UnreadableSubjectException {
        if (text.length() > MAX_TEXT) {
            throw malformed();
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                plain.append(escaped(text, i + 1));
                i += 2;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static char escaped(String text, int at) throws UnreadableSubjectException {
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(at + 1), 16);
        if (low < 0) {
            throw malformed();
        }
        return (char) (high << 4 | low);
    }

    private static Subject.CertificateKey ofBase64(String base64) throws UnreadableSubjectException {
        try {
            Bytes der = Bytes.of(Base64.getDecoder().decode(base64));
            return new Subject.CertificateKey(CertifiedKey.spkiSha256(der));
        } catch (IllegalArgumentException | MalformedException _) {
            throw malformed();
        }
    }

    private static UnreadableSubjectException malformed() {
        return new UnreadableSubjectException("certificate-malformed");
    }
}
