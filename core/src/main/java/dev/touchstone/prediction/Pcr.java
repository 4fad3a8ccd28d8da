package dev.touchstone.prediction;

/** The PCRs that artifacts are measured into (PC Client PFP §3.3.4; UAPI.7). */
final class Pcr {

    static final int DRIVERS = 2;
    static final int BOOT_PROGRAMS = 4;
    static final int BOOT_CONFIG = 5;
    static final int SECURE_BOOT = 7;
    static final int GRUB_COMMANDS = 8;
    static final int FILES = 9;
    static final int UNIFIED_KERNEL = 11;
    static final int KERNEL_CONFIG = 12;
    static final int EXTENSIONS = 13;
    static final int SHIM = 14;

    private Pcr() {}
}
