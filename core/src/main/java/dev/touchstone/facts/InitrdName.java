package dev.touchstone.facts;

import java.util.Locale;

/** Whether a file that GRUB read is an initrd, by the names distributions give them; GRUB itself does not say. */
final class InitrdName {

    private InitrdName() {}

    static boolean is(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return file.startsWith("initrd")
                || file.startsWith("initramfs")
                || file.startsWith("microcode")
                || file.contains("-ucode")
                || file.contains("_ucode");
    }
}
