package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;
import java.util.Map;

/** Vendor-defined messaging nodes, some of them defined by UEFI itself (UEFI §10.3.4.16 to §10.3.4.18). */
final class VendorMessagingText {

    private static final Guid FLOW_CONTROL = Guid.of("37499a9d-542f-4c89-a026-35da142094e4");
    private static final Guid SAS = Guid.of("d487ddb4-008b-11d9-afdc-001083ffca4d");

    /** Terminals and the debug port, which have no data. */
    private static final Map<Guid, String> BARE = Map.of(
            Guid.of("e0c14753-f9be-11d2-9a0c-0090273fc14d"), "VenPcAnsi()",
            Guid.of("dfa66065-b419-11d3-9a2d-0090273fc14d"), "VenVt100()",
            Guid.of("7baec70b-57e0-4c76-8e87-2f9e28088343"), "VenVt100Plus()",
            Guid.of("ad15a0d6-8bec-4acf-a073-d01de77e2d88"), "VenUtf8()",
            Guid.of("eba4e8d2-3858-41ec-a281-2647ba9660d0"), "DebugPort()");

    private VendorMessagingText() {}

    static String of(Guid vendor, ByteReader reader) throws MalformedException {
        String bare = BARE.get(vendor);
        if (bare != null && reader.atEnd()) {
            return bare;
        }
        if (vendor.equals(SAS)) {
            return SasText.of(reader);
        }
        return vendor.equals(FLOW_CONTROL) ? flowControl(reader) : NodeText.vendor("VenMsg", vendor, reader);
    }

    private static String flowControl(ByteReader reader) throws MalformedException {
        long map = reader.u32le("flow control");
        return switch ((int) map) {
            case 0 -> "UartFlowCtrl(None)";
            case 1 -> "UartFlowCtrl(Hardware)";
            case 2 -> "UartFlowCtrl(XonXoff)";
            default -> throw NodeText.unknown(reader);
        };
    }
}
