package dev.touchstone.server.radius.packet;

import dev.touchstone.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The other side's half of the signatures, written by the book and apart from what it is to test (RFC 5176 §2.3, §3.4).
 */
final class Answers {

    private Answers() {}

    /** An answer with a Message-Authenticator. */
    static Bytes marked(int code, Bytes request, String secret, List<Attribute> attributes) {
        Attribute blank = new Attribute(Attribute.MESSAGE_AUTHENTICATOR, Bytes.filled(16, 0));
        Packet over = packet(code, request, attributes, Optional.of(blank));
        Attribute mark = new Attribute(Attribute.MESSAGE_AUTHENTICATOR, hmac(over.toBytes(), secret));
        return signed(packet(code, request, attributes, Optional.of(mark)), secret);
    }

    /** An answer without one. */
    static Bytes plain(int code, Bytes request, String secret, List<Attribute> attributes) {
        return signed(packet(code, request, attributes, Optional.empty()), secret);
    }

    private static Packet packet(int code, Bytes request, List<Attribute> attributes, Optional<Attribute> mark) {
        List<Attribute> all = new java.util.ArrayList<>(attributes);
        mark.ifPresent(all::add);
        return new Packet(code, request.at(1), request.slice(4, 20), all);
    }

    private static Bytes signed(Packet over, String secret) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            over.toBytes().digestInto(md5);
            Bytes.ofUtf8(secret).digestInto(md5);
            return over.with(Bytes.of(md5.digest())).toBytes();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes hmac(Bytes over, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(Bytes.ofUtf8(secret).toArray(), "HmacMD5"));
            return Bytes.of(mac.doFinal(over.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
