package dev.touchstone.log.firmware;

import dev.touchstone.bytes.Bytes;
import java.util.Optional;

/** The EV_NO_ACTION event that tells from which locality the TPM was started (PC Client PFP §10.4.5.3). */
final class StartupLocality {

    private static final Bytes SIGNATURE = Bytes.ofUtf8("StartupLocality\0");

    private StartupLocality() {}

    static Optional<Integer> in(FirmwareEvent event) {
        if (!event.is(EventType.EV_NO_ACTION) || event.dataLength() != SIGNATURE.length() + 1) {
            return Optional.empty();
        }
        Bytes data = event.data();
        return data.slice(0, SIGNATURE.length()).equals(SIGNATURE)
                ? Optional.of(data.at(SIGNATURE.length()))
                : Optional.empty();
    }
}
