package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.util.Collection;

/**
 * An event about to be read.
 *
 * @param data its data, copied out of the log once
 * @param banks those whose digests count
 */
record Source(FirmwareEvent event, Bytes data, Collection<HashAlgorithm> banks) {

    static Source of(FirmwareEvent event, Collection<HashAlgorithm> banks) {
        return new Source(event, event.data(), banks);
    }

    int pcr() {
        return event.pcr();
    }

    /** Its data as text. */
    String text() {
        return EventString.decode(data);
    }

    /** Whether the digest in any bank is of {@code measured}: where banks disagree, the claim is held against all. */
    boolean isOf(Bytes measured) {
        for (HashAlgorithm bank : banks) {
            if (isOf(measured, bank)) {
                return true;
            }
        }
        return false;
    }

    boolean isOf(Bytes measured, HashAlgorithm bank) {
        return bank.computable() && event.covers(bank) && event.hasDigest(bank, bank.hash(measured));
    }
}
