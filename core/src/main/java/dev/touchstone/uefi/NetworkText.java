package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/** Messaging nodes of networks (UEFI §10.3.4.11 and following) in their text form. */
final class NetworkText {

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;
    private static final int MAC_FIELD = 32;
    private static final int ETHERNET_MAC = 6;
    private static final String[] IPV6_ORIGINS = {"Static", "StatelessAutoConfigure", "StatefulAutoConfigure"};

    private NetworkText() {}

    static String of(int subtype, ByteReader reader) throws MalformedException {
        return switch (subtype) {
            case 9 -> infiniband(reader);
            case 11 -> mac(reader);
            case 12 -> ipv4(reader);
            case 13 -> ipv6(reader);
            case 19 -> iscsi(reader);
            case 20 -> "Vlan(" + reader.u16le("VLAN") + ")";
            case 24 -> "Uri(" + NodeText.narrow(reader) + ")";
            case 28 -> wifi(reader);
            case 31 -> dns(reader);
            default -> throw NodeText.unknown(reader);
        };
    }

    private static String infiniband(ByteReader reader) throws MalformedException {
        String flags = Shown.hex(reader.u32le("flags"));
        Guid port = Guid.read(reader, "port GID");
        String service = Shown.hex(reader.u64le("service")) + "," + Shown.hex(reader.u64le("target port"));
        return "Infiniband(" + flags + "," + port + "," + service + "," + Shown.hex(reader.u64le("device")) + ")";
    }

    private static String mac(ByteReader reader) throws MalformedException {
        Bytes address = reader.bytes(MAC_FIELD, "MAC address");
        int type = reader.u8("interface type");
        return "MAC(" + (type <= 1 ? address.slice(0, ETHERNET_MAC) : address) + "," + Shown.hex(type) + ")";
    }

    /** Gateway and mask came later to the node, and may be missing. */
    private static String ipv4(ByteReader reader) throws MalformedException {
        String local = address(reader, IPV4);
        String remote = address(reader, IPV4);
        String protocol = protocolAfterPorts(reader);
        String origin = reader.u8("origin") == 0 ? "DHCP" : "Static";
        String rest = reader.atEnd() ? "" : "," + address(reader, IPV4) + "," + address(reader, IPV4);
        return "IPv4(" + remote + "," + protocol + "," + origin + "," + local + rest + ")";
    }

    private static String ipv6(ByteReader reader) throws MalformedException {
        String local = address(reader, IPV6);
        String remote = address(reader, IPV6);
        String protocol = protocolAfterPorts(reader);
        String origin = IPV6_ORIGINS[Math.min(reader.u8("origin"), IPV6_ORIGINS.length - 1)];
        String rest = reader.atEnd() ? "" : "," + Shown.hex(reader.u8("prefix")) + "," + address(reader, IPV6);
        return "IPv6(" + remote + "," + protocol + "," + origin + "," + local + rest + ")";
    }

    private static String protocolAfterPorts(ByteReader reader) throws MalformedException {
        reader.u16le("local port");
        reader.u16le("remote port");
        int protocol = reader.u16le("protocol");
        return switch (protocol) {
            case 6 -> "TCP";
            case 17 -> "UDP";
            default -> Shown.hex(protocol);
        };
    }

    private static String iscsi(ByteReader reader) throws MalformedException {
        String network = reader.u16le("protocol") == 0 ? "TCP" : "reserved";
        String options = iscsiOptions(reader.u16le("options"));
        String unit = "0x" + reader.bytes(8, "LUN");
        String group = Shown.hex(reader.u16le("portal group"));
        return "iSCSI(" + NodeText.narrow(reader) + "," + group + "," + unit + "," + options + "," + network + ")";
    }

    /** Bits 1, 3, 11 and 12: header digest, data digest, no authentication, CHAP one way. */
    private static String iscsiOptions(int options) {
        String header = (options & 0x2) == 0 ? "None" : "CRC32C";
        String data = (options & 0x8) == 0 ? "None" : "CRC32C";
        String chap = (options & 0x1000) == 0 ? "CHAP_BI" : "CHAP_UNI";
        return header + "," + data + "," + ((options & 0x800) == 0 ? chap : "None");
    }

    private static String wifi(ByteReader reader) throws MalformedException {
        return "Wi-Fi("
                + NodeText.terminated(Bytes.concat(reader.bytes(32, "SSID"), Bytes.of((byte) 0))
                        .reader()) + ")";
    }

    /** Each address takes 16 bytes, of which IPv4 uses the first four. */
    private static String dns(ByteReader reader) throws MalformedException {
        int size = reader.u8("IPv6") == 0 ? IPV4 : IPV6;
        StringBuilder text = new StringBuilder("Dns(");
        for (String comma = ""; !reader.atEnd(); comma = ",") {
            text.append(comma).append(address(reader.sub(IPV6, "DNS server"), size));
        }
        return text.append(')').toString();
    }

    private static String address(ByteReader reader, int size) throws MalformedException {
        Bytes address = reader.bytes(size, "address");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            if (size == IPV4) {
                text.append(i == 0 ? "" : ".").append(address.at(i));
            } else {
                text.append(i == 0 || i % 2 != 0 ? "" : ":").append("%02x".formatted(address.at(i)));
            }
        }
        return text.toString();
    }
}
