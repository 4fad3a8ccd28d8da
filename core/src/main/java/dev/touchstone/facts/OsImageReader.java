package dev.touchstone.facts;

import dev.touchstone.facts.OsImage.Proves;
import java.util.Optional;

/**
 * Reads what names the operating system's image out of the command lines (measured-boot conventions of each system).
 */
final class OsImageReader {

    private OsImageReader() {}

    static OsImage read(CommandLines lines, UnifiedKernel kernel) {
        Optional<String> root = value(lines, "roothash");
        Optional<String> usr = value(lines, "usrhash");
        Optional<String> composefs = value(lines, "composefs.digest").or(() -> value(lines, "composefs"));
        Optional<String> ostree = value(lines, "ostree");
        return new OsImage(proves(root, usr, composefs, ostree, kernel), root, usr, composefs, ostree);
    }

    /** A line that is not known may give another. */
    private static Optional<String> value(CommandLines lines, String name) {
        return lines.complete() ? lines.value(name) : Optional.empty();
    }

    private static Proves proves(
            Optional<String> root,
            Optional<String> usr,
            Optional<String> composefs,
            Optional<String> ostree,
            UnifiedKernel kernel) {
        if (root.isPresent() || composefs.isPresent()) {
            return Proves.ROOT_FILE_SYSTEM;
        }
        if (usr.isPresent()) {
            return Proves.USR;
        }
        if (ostree.isPresent()) {
            return Proves.KERNEL_AND_INITRD;
        }
        return kernel.sections().isEmpty() ? Proves.NOTHING : Proves.UNIFIED_KERNEL;
    }
}
