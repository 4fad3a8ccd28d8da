package dev.touchstone.server.radius;

import dev.touchstone.server.radius.packet.Attribute;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A session that was let in here.
 *
 * @param key what its NAS calls it
 * @param userName the outer identity; may be empty
 * @param decision {@code allow} or {@code quarantine}
 * @param verdict of the host then
 * @param waived whether a waiver alone let it in
 * @param until when its NAS asks again
 */
record Session(
        UUID id,
        Key key,
        String userName,
        UUID host,
        String decision,
        String verdict,
        boolean waived,
        Instant admittedAt,
        Instant until) {

    /**
     * What tells a session from all others.
     *
     * @param consumer who asked
     * @param nas the NAS's name here
     * @param callingStation may be empty
     * @param acctSession may be empty, but not both
     */
    record Key(String consumer, String nas, String callingStation, String acctSession) {

        boolean isEnough() {
            return !callingStation.isEmpty() || !acctSession.isEmpty();
        }
    }

    /** What names it to its NAS (RFC 5176 §3). */
    List<Attribute> identification(InetAddress nas) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.nas(nas));
        if (!userName.isEmpty()) {
            attributes.add(Attribute.userName(userName));
        }
        if (!key.callingStation().isEmpty()) {
            attributes.add(Attribute.callingStation(key.callingStation()));
        }
        if (!key.acctSession().isEmpty()) {
            attributes.add(Attribute.acctSession(key.acctSession()));
        }
        return attributes;
    }
}
