package dev.touchstone.facts;

import java.util.Locale;
import java.util.Optional;

/**
 * What names the operating system's image, out of bound command lines, if these are complete.
 *
 * @param proves how far it reaches
 * @param rootHash {@code roothash=}: the dm-verity root of the root file system
 * @param usrHash {@code usrhash=}: the dm-verity root of /usr
 * @param composefs {@code composefs=} or {@code composefs.digest=}: the fs-verity digest of the whole tree
 * @param ostree {@code ostree=}: a path that names a deployment and nothing more
 */
public record OsImage(
        Proves proves,
        Optional<String> rootHash,
        Optional<String> usrHash,
        Optional<String> composefs,
        Optional<String> ostree) {

    /** How far the measurements reach. */
    public enum Proves {
        /** The root file system, by its hash. */
        ROOT_FILE_SYSTEM("the root file system, block by block, by its hash on the measured command line"),
        /** /usr, by its hash. */
        USR("/usr, block by block, by its hash on the measured command line"),
        /** The kernel, its initrd and what is inside them: whether that checks the rest is the initrd's to know. */
        UNIFIED_KERNEL("the unified kernel image; what it mounts is as good as the checks inside it"),
        /** ostree's commit is not measured. */
        KERNEL_AND_INITRD(
                "the kernel and the initrd alone: a plain ostree path names a deployment, whose files are not measured"),
        /** Nothing measured names an image. */
        NOTHING("nothing measured names an image");

        private final String words;

        Proves(String words) {
            this.words = words;
        }

        /** For a person. */
        public String words() {
            return words;
        }

        /** {@code kernel-and-initrd}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
