package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The sections of a unified kernel image that systemd's stub measures into PCR 11, in the order in which it does
 * (UAPI.5 <i>Unified Kernel Image</i>; systemd-stub(7)). {@code .pcrsig} is never measured: it holds signatures of the
 * result.
 */
public enum UkiSection {
    LINUX,
    OSREL,
    CMDLINE,
    INITRD,
    UCODE,
    SPLASH,
    DTB,
    UNAME,
    SBAT,
    PCRPKEY,
    PROFILE,
    /** One of several, chosen by the hardware; possibly none. */
    DTBAUTO,
    HWIDS,
    /** One of several, chosen by the hardware; possibly none. */
    EFIFW;

    /** The section measured under this {@code name}, if one is. */
    public static Optional<UkiSection> named(String name) {
        return Arrays.stream(values()).filter(s -> s.toString().equals(name)).findFirst();
    }

    /** Whether an image may have several, of which the stub takes the first that fits the machine. */
    boolean chosenByHardware() {
        return this == DTBAUTO || this == EFIFW;
    }

    /** What is measured before the content: the name and a NUL. */
    Bytes measuredName() {
        return Bytes.ofUtf8(this + "\0");
    }

    /** The section's name: {@code .linux}. */
    @Override
    public String toString() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
