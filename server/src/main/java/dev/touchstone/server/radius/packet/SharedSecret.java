package dev.touchstone.server.radius.packet;

import dev.touchstone.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a NAS and we share: signs requests and recognises answers. It never shows itself. */
public final class SharedSecret {

    private static final Bytes ZERO = Bytes.filled(Packet.AUTHENTICATOR, 0);

    private final Bytes secret;

    public SharedSecret(Bytes secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("a shared secret is not empty");
        }
        this.secret = secret;
    }

    /**
     * A request with both its signatures: the Message-Authenticator first (RFC 5176 §3.4: computed while both are
     * zero), then the Request Authenticator over all of it (§2.3).
     */
    Packet sign(int code, int identifier, List<Attribute> attributes) {
        List<Attribute> all = new ArrayList<>();
        all.add(new Attribute(Attribute.MESSAGE_AUTHENTICATOR, ZERO));
        all.addAll(attributes);
        Packet blank = new Packet(code, identifier, ZERO, all);
        Packet marked = blank.with(Attribute.MESSAGE_AUTHENTICATOR, hmac(blank));
        return marked.with(digest(marked));
    }

    /**
     * Whether an answer to {@code request} was made by who knows the secret: its Response Authenticator (RFC 5176 §2.3)
     * and, if it has one, its Message-Authenticator hold.
     */
    boolean answers(Packet answer, Packet request) {
        Packet over = answer.with(request.authenticator());
        return answer.identifier() == request.identifier()
                && digest(over).equalsConstantTime(answer.authenticator())
                && marked(answer, over);
    }

    private boolean marked(Packet answer, Packet over) {
        List<Bytes> marks = answer.values(Attribute.MESSAGE_AUTHENTICATOR);
        return marks.isEmpty()
                || (marks.size() == 1
                        && hmac(over.with(Attribute.MESSAGE_AUTHENTICATOR, ZERO))
                                .equalsConstantTime(marks.getFirst()));
    }

    private Bytes digest(Packet packet) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            packet.toBytes().digestInto(md5);
            secret.digestInto(md5);
            return Bytes.of(md5.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Bytes hmac(Packet packet) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret.toArray(), "HmacMD5"));
            return Bytes.of(mac.doFinal(packet.toBytes().toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "secret";
    }
}
