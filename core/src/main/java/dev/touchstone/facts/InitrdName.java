package dev.touchstone.facts;

import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a file that GRUB read is an initrd, by the names distributions give them; GRUB itself does not say. */
final class InitrdName {

    private static final Pattern NAME = Pattern.compile("(initr(d|amfs)|.*[-_]ucode|microcode).*");

    private InitrdName() {}

    static boolean is(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return NAME.matcher(file).matches();
    }
}
