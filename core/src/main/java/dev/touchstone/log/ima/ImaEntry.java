package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import java.util.Optional;

/**
 * What a record says was measured. Names are text from outside, UTF-8 with what is not so replaced: show them only
 * through {@link dev.touchstone.bytes.Printable}.
 */
public sealed interface ImaEntry {

    /**
     * A file.
     *
     * @param digest of its content, or its fs-verity digest
     * @param path as the kernel saw it, with spaces replaced by underscores; a name alone where there is no path
     * @param signature {@code security.ima}, else a portable {@code security.evm}, where the file has one
     * @param appended the signature appended to a kernel module, where it was measured
     */
    record File(ImaDigest digest, String path, Optional<FileSignature> signature, Optional<AppendedSignature> appended)
            implements ImaEntry {}

    /**
     * A buffer of the kernel's: a kexec command line, a key loaded into a keyring, critical data.
     *
     * @param digest of the buffer
     * @param name what it is: {@code kexec-cmdline}, a keyring such as {@code .ima}, {@code dm_table_load}
     */
    record Buffer(ImaDigest digest, String name, Bytes buffer) implements ImaEntry {}

    /** The digest of the firmware's PCRs that opens a list; again after a kexec. */
    record BootAggregate(ImaDigest digest) implements ImaEntry {

        /** The name it goes by. */
        public static final String NAME = "boot_aggregate";
    }

    /**
     * The kernel could not vouch for a measurement, and says so by a header of zeros.
     *
     * @param path of the file, where the data can be read
     */
    record Violation(Optional<String> path) implements ImaEntry {}

    /**
     * Bound by its hash like any other, but not understood: a template unknown here, or data that is not the
     * template's.
     *
     * @param why for a person; fit to be shown
     */
    record Unreadable(String why) implements ImaEntry {}

    /**
     * A signature appended to a kernel module.
     *
     * @param digest of the module without it, which is what it signs
     * @param pkcs7 PKCS#7, not looked into
     */
    record AppendedSignature(ImaDigest digest, Bytes pkcs7) {}
}
