package dev.touchstone.server.dashboard.host;

import java.util.List;

/** What is measured into which PCR: TCG PC Client Platform Firmware Profile §3.3.4, and above 7 the UAPI registry. */
final class PcrUse {

    private static final List<String> USES = List.of(
            "firmware code",
            "firmware configuration",
            "option ROM code",
            "option ROM configuration",
            "boot loader code",
            "boot configuration, partition table",
            "platform maker",
            "Secure Boot state and keys",
            "boot loader commands",
            "kernel, initrd, load options",
            "IMA",
            "unified kernel image, boot phases",
            "kernel command line, credentials",
            "system extensions",
            "machine owner keys",
            "system identity",
            "debug");

    private PcrUse() {}

    static String of(int pcr) {
        return pcr < USES.size() ? USES.get(pcr) : pcr == 23 ? "application" : "dynamic launch";
    }
}
