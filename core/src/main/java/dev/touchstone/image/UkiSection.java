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
    LINUX(252),
    OSREL(252),
    CMDLINE(252),
    INITRD(252),
    UCODE(256),
    SPLASH(252),
    DTB(252),
    UNAME(254),
    SBAT(254),
    PCRPKEY(252),
    PROFILE(257),
    /** One of several, chosen by the hardware; possibly none. */
    DTBAUTO(257),
    HWIDS(257),
    /** One of several, chosen by the hardware; possibly none. */
    EFIFW(258);

    private final int since;

    UkiSection(int since) {
        this.since = since;
    }

    /** The section measured under this {@code name}, if one is. */
    public static Optional<UkiSection> named(String name) {
        return Arrays.stream(values()).filter(s -> s.toString().equals(name)).findFirst();
    }

    /** The first version of systemd whose stub measures it; older ones may have the section and pass it over. */
    public int since() {
        return since;
    }

    /** What is measured before the content: the name and a NUL. */
    public Bytes measuredName() {
        return Bytes.ofUtf8(this + "\0");
    }

    /** The section's name: {@code .linux}. */
    @Override
    public String toString() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
