package dev.touchstone.server.radius;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.admission.Subject;
import dev.touchstone.server.binding.MacAddress;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.radius.packet.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a RADIUS server knows of who wants in, as {@code deploy/freeradius/mods/rest} writes it. An attribute it does
 * not have is absent or empty. All of it is text that a supplicant or a NAS may have chosen.
 *
 * @param skid the subject key identifier of the client certificate, whose key the handshake has proved: hex with colons
 * @param cn the certificate's common name
 * @param sanDns its DNS name
 * @param serial its serial number; for people who read what was asked
 * @param issuer its issuer; likewise
 * @param mac Calling-Station-Id
 * @param user User-Name, the outer identity
 * @param session Acct-Session-Id
 * @param nas NAS-IP-Address or NAS-IPv6-Address
 */
record AccessRequest(
        @Nullable String skid,
        @Nullable String cn,
        @JsonProperty("san_dns") @Nullable String sanDns,
        @Nullable String serial,
        @Nullable String issuer,
        @Nullable String mac,
        @Nullable String user,
        @Nullable String session,
        @Nullable String nas) {

    private static final int MAX_NAME = 1024;
    private static final Pattern KEY_IDENTIFIER = Pattern.compile("[0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2}){0,63}");

    AccessRequest {
        // What fits an attribute is what a NAS can have sent; of a certificate more may come.
        Stream.of(mac, user, session, nas).forEach(text -> requirePlain(text, Attribute.MAX_VALUE));
        Stream.of(skid, cn, sanDns, serial, issuer).forEach(text -> requirePlain(text, MAX_NAME));
    }

    private static void requirePlain(@Nullable String text, int max) {
        if (text != null
                && (text.getBytes(StandardCharsets.UTF_8).length > max
                        || text.codePoints().anyMatch(AccessRequest::isControl))) {
            throw new Refusal(
                    400, "attribute-invalid", "An attribute is too long, or holds what is not a printable character.");
        }
    }

    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /**
     * Whom it may be about, the strongest first. Where there is a key, it alone counts: a name says nothing about a key
     * that nobody has registered.
     */
    List<Subject> subjects() {
        Optional<String> key = present(skid);
        return key.isPresent() ? List.of(new Subject.CertificateKeyIdentifier(keyIdentifier(key.get()))) : weak();
    }

    private static Bytes keyIdentifier(String text) {
        if (!KEY_IDENTIFIER.matcher(text).matches()) {
            throw new Refusal(400, "attribute-invalid", "skid is hex, such as 06:C4:84.");
        }
        return Bytes.ofHex(text.replace(":", ""));
    }

    private List<Subject> weak() {
        List<Subject> subjects = new ArrayList<>();
        present(mac)
                .flatMap(MacAddress::parse)
                .map(address -> new Subject.Mac(address.text()))
                .ifPresent(subjects::add);
        Stream.of(cn, sanDns)
                .flatMap(name -> present(name).stream())
                .distinct()
                .map(Subject.HostName::new)
                .forEach(subjects::add);
        if (subjects.isEmpty()) {
            throw new Refusal(400, "subject-missing", "One of skid, mac, cn and san_dns is needed.");
        }
        return subjects;
    }

    /** A value, if there is one. */
    static Optional<String> present(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isEmpty());
    }
}
