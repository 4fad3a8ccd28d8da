package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.util.List;

/** EV_SEPARATOR: one of three values ends a stage, the third of them because of an error (PC Client PFP §2.3.4). */
final class SeparatorText {

    private static final List<Bytes> NORMAL = List.of(Bytes.filled(4, 0x00), Bytes.filled(4, 0xff));
    private static final Bytes ERROR = Bytes.ofHex("01000000");

    private SeparatorText() {}

    /** Goes by the digest alone: of an error, the data is a description and not what was measured. */
    static EventText of(FirmwareEvent event, HashAlgorithm bank) {
        if (EventText.digestIsOf(event, bank, ERROR)) {
            return new EventText("error separator", true);
        }
        return new EventText("separator", NORMAL.stream().anyMatch(value -> EventText.digestIsOf(event, bank, value)));
    }
}
