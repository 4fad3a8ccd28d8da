package dev.touchstone.server.admission;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.binding.MacAddress;
import dev.touchstone.server.problem.Refusal;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A subject as asked for in a request: exactly one of these.
 *
 * @param host a host's id, or its granted name
 * @param certificate SHA-256 of a certificate's SubjectPublicKeyInfo, in hex
 * @param keyIdentifier RFC 5280 §4.2.1.2, method 1, in hex
 * @param mac a link-layer address, however it is written
 */
record SubjectText(
        @Nullable String host,
        @Nullable String certificate,
        @Nullable String keyIdentifier,
        @Nullable String mac) {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** An id if it looks like one, else a name; whatever else it is, no host has it. */
    static Subject host(String text) {
        return UUID_TEXT.matcher(text).matches()
                ? new Subject.HostId(UUID.fromString(text))
                : new Subject.HostName(text);
    }

    Subject read() {
        if (Stream.of(host, certificate, keyIdentifier, mac)
                        .filter(part -> part != null)
                        .count()
                != 1) {
            throw malformed("Ask by one of host, certificate, keyIdentifier and mac.");
        }
        if (host != null) {
            return host(host);
        }
        if (certificate != null) {
            return new Subject.CertificateKey(hex(certificate, 32));
        }
        return keyIdentifier != null
                ? new Subject.CertificateKeyIdentifier(hex(keyIdentifier, 20))
                : new Subject.Mac(mac(mac == null ? "" : mac));
    }

    private static Bytes hex(String text, int length) {
        if (text.length() == 2 * length) {
            try {
                return Bytes.ofHex(text);
            } catch (IllegalArgumentException _) {
                // Told below, without quoting it.
            }
        }
        throw malformed("A digest of " + length + " bytes in hex is needed.");
    }

    private static String mac(String text) {
        return MacAddress.parse(text)
                .orElseThrow(() -> malformed("A link-layer address of a station is six bytes in hex."))
                .text();
    }

    private static Refusal malformed(String detail) {
        return new Refusal(400, "subject-invalid", detail);
    }
}
