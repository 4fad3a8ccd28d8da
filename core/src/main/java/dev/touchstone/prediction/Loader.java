package dev.touchstone.prediction;

/** Who starts an artifact, where that makes a difference to what is measured. */
public enum Loader {
    /** The firmware, by a boot entry or the removable media path. */
    FIRMWARE("started by the firmware"),
    /** systemd-boot(7). */
    SYSTEMD_BOOT("started by systemd-boot"),
    /** GRUB, which measures each file it reads. */
    GRUB("started by GRUB");

    private final String words;

    Loader(String words) {
        this.words = words;
    }

    /** {@code started by GRUB}. */
    @Override
    public String toString() {
        return words;
    }
}
