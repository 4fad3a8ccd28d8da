package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.event.Separators;
import dev.touchstone.replay.MeasuredEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes known beforehand to be measured by some. Their digest tells of them whatever type and data a log gives an
 * event, so what is read by it cannot be hidden, nor made up, by changing a log.
 */
final class Known {

    /** The firmware runs a boot option (PC Client PFP §3.3.4.5). */
    static final Known CALLING = text("Calling EFI Application from Boot Option");

    /** It came back. */
    static final Known RETURNING = text("Returning from EFI Application from Boot Option");

    /** Boot options were passed over (PC Client PFP §10.4.1, EV_OMIT_BOOT_DEVICE_EVENTS). */
    static final Known OMITTED = text("BOOT ATTEMPTS OMITTED");

    /** The firmware runs in debug mode (PC Client PFP §3.3.4.8). */
    static final Known DEBUG_MODE = text("UEFI Debug Mode");

    /** Devices may write to all of memory (Windows hardware certification; edk2). */
    static final Known DMA_PROTECTION_DISABLED = text("DMA Protection Disabled");

    /** systemd ends the initrd's stage in the firmware's registers (systemd-pcrosseparator.service). */
    static final Known OS_SEPARATOR = text("os-separator");

    private static final List<Known> SEPARATORS =
            Separators.VALUES.stream().map(Known::of).toList();

    private final Bytes bytes;
    private final Map<HashAlgorithm, Bytes> digests = new ConcurrentHashMap<>();

    private Known(Bytes bytes) {
        this.bytes = bytes;
    }

    static Known of(Bytes bytes) {
        return new Known(bytes);
    }

    static Known text(String text) {
        return of(Bytes.ofUtf8(text));
    }

    /** Whether the end of a stage was measured, in every bank. */
    static boolean isSeparator(Measurement measurement) {
        return OS_SEPARATOR.in(measurement) || SEPARATORS.stream().anyMatch(s -> s.in(measurement));
    }

    /** Whether some bank says that the firmware ended its stage. */
    static boolean isSeparatorInAnyBank(Measurement measurement) {
        return SEPARATORS.stream().anyMatch(s -> s.inAnyBank(measurement));
    }

    /** Whether these bytes were measured, in every bank that counts. */
    boolean in(Measurement measurement) {
        boolean some = false;
        for (HashAlgorithm bank : measurement.banks()) {
            if (bank.computable()) {
                if (!isIn(measurement.source(), bank)) {
                    return false;
                }
                some = true;
            }
        }
        return some;
    }

    /** Whether some bank says that these bytes were measured. */
    boolean inAnyBank(Measurement measurement) {
        for (HashAlgorithm bank : measurement.banks()) {
            if (bank.computable() && isIn(measurement.source(), bank)) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(MeasuredEvent event, HashAlgorithm bank) {
        return event.hasDigest(bank, digests.computeIfAbsent(bank, this::digest));
    }

    private Bytes digest(HashAlgorithm bank) {
        return bank.hash(bytes);
    }
}
