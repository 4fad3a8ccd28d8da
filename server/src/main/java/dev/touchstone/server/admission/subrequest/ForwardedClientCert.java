package dev.touchstone.server.admission.subrequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Envoy's {@code x-forwarded-client-cert}: elements joined by commas, one for each proxy on the way; each of pairs
 * {@code Key=value} joined by semicolons, a value in double quotes where it has such characters. The certificate is in
 * {@code Cert}; {@code Hash} is of the certificate, not of its key.
 */
final class ForwardedClientCert {

    private static final int MAX_LENGTH = 16 * 1024;

    private final String text;
    private int at;

    private ForwardedClientCert(String text) {
        this.text = text;
    }

    /** The escaped PEM of the one element's certificate: with two, who connected to whom is for nobody here to say. */
    static String certificate(String header) throws UnreadableSubjectException {
        if (header.length() > MAX_LENGTH) {
            throw malformed();
        }
        List<String> certificates = new ForwardedClientCert(header).certificates();
        if (certificates.size() != 1) {
            throw new UnreadableSubjectException("no-client-certificate");
        }
        return certificates.getFirst();
    }

    private List<String> certificates() throws UnreadableSubjectException {
        List<String> found = new ArrayList<>();
        while (true) {
            String key = upTo('=').strip();
            at++;
            String value = at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
            if (key.toLowerCase(Locale.ROOT).equals("cert")) {
                found.add(value);
            }
            if (at == text.length()) {
                return found;
            }
            if (text.charAt(at) == ',') {
                throw new UnreadableSubjectException("subject-ambiguous");
            }
            at++;
        }
    }

    private String upTo(char end) throws UnreadableSubjectException {
        int from = at;
        at = text.indexOf(end, from);
        if (at < 0) {
            throw malformed();
        }
        return text.substring(from, at);
    }

    private String bare() {
        int from = at;
        while (at < text.length() && text.charAt(at) != ';' && text.charAt(at) != ',') {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() throws UnreadableSubjectException {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        at++;
        if (at > text.length() || (at < text.length() && text.charAt(at) != ';' && text.charAt(at) != ',')) {
            throw malformed();
        }
        return value.toString();
    }

    private static UnreadableSubjectException malformed() {
        return new UnreadableSubjectException("certificate-malformed");
    }
}
