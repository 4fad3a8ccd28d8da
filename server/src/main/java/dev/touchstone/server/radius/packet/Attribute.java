package dev.touchstone.server.radius.packet;

import dev.touchstone.bytes.Bytes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * An attribute (RFC 2865 §5).
 *
 * @param type its number, 0 to 255
 * @param value at most 253 bytes
 */
public record Attribute(int type, Bytes value) {

    /** The most a value may be. */
    public static final int MAX_VALUE = 253;

    static final int MESSAGE_AUTHENTICATOR = 80;
    static final int ERROR_CAUSE = 101;

    private static final int USER_NAME = 1;
    private static final int NAS_IP_ADDRESS = 4;
    private static final int CALLING_STATION_ID = 31;
    private static final int ACCT_SESSION_ID = 44;
    private static final int EVENT_TIMESTAMP = 55;
    private static final int TUNNEL_TYPE = 64;
    private static final int TUNNEL_MEDIUM_TYPE = 65;
    private static final int TUNNEL_PRIVATE_GROUP_ID = 81;
    private static final int NAS_IPV6_ADDRESS = 95;

    public Attribute {
        if (type < 0 || type > 0xff || value.length() > MAX_VALUE) {
            throw new IllegalArgumentException("attribute " + type + " of " + value.length() + " bytes");
        }
    }

    /** User-Name. */
    public static Attribute userName(String name) {
        return new Attribute(USER_NAME, Bytes.ofUtf8(name));
    }

    /** Calling-Station-Id: the host's address as its NAS wrote it. */
    public static Attribute callingStation(String id) {
        return new Attribute(CALLING_STATION_ID, Bytes.ofUtf8(id));
    }

    /** Acct-Session-Id. */
    public static Attribute acctSession(String id) {
        return new Attribute(ACCT_SESSION_ID, Bytes.ofUtf8(id));
    }

    /** NAS-IP-Address, or NAS-IPv6-Address (RFC 3162 §2.1). */
    public static Attribute nas(InetAddress address) {
        return new Attribute(
                address instanceof Inet6Address ? NAS_IPV6_ADDRESS : NAS_IP_ADDRESS, Bytes.of(address.getAddress()));
    }

    /** Event-Timestamp (RFC 2869 §5.3): a NAS that has the time refuses what was recorded long ago. */
    public static Attribute eventTimestamp(Instant at) {
        return number(EVENT_TIMESTAMP, (int) at.getEpochSecond());
    }

    /** Tunnel-Type, VLAN (RFC 3580 §3.31), without a tag. */
    public static Attribute tunnelTypeVlan() {
        return number(TUNNEL_TYPE, 13);
    }

    /** Tunnel-Medium-Type, IEEE-802, without a tag. */
    public static Attribute tunnelMediumType802() {
        return number(TUNNEL_MEDIUM_TYPE, 6);
    }

    /** Tunnel-Private-Group-ID: a VLAN's number or name, as text. */
    public static Attribute tunnelGroup(String vlan) {
        return new Attribute(TUNNEL_PRIVATE_GROUP_ID, Bytes.ofUtf8(vlan));
    }

    private static Attribute number(int type, int value) {
        return new Attribute(
                type, Bytes.of(ByteBuffer.allocate(Integer.BYTES).putInt(value).array()));
    }
}
