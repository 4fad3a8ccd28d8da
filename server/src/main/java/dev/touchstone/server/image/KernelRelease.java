package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The release an x86 kernel says it is (Linux, <i>The Linux/x86 Boot Protocol</i>, {@code kernel_version}). */
final class KernelRelease {

    private static final Bytes MAGIC = Bytes.ofUtf8("HdrS");
    private static final int MAGIC_AT = 0x202;
    private static final int POINTER_AT = 0x20e;
    private static final int BASE = 0x200;
    private static final int MAX_LENGTH = 128;

    private KernelRelease() {}

    static Optional<String> of(Bytes kernel) {
        if (kernel.length() < POINTER_AT + 2 || !kernel.holds(MAGIC, MAGIC_AT)) {
            return Optional.empty();
        }
        int at = kernel.u16le(POINTER_AT) + BASE;
        int end = at;
        while (end < kernel.length() && end - at < MAX_LENGTH && kernel.at(end) > ' ' && kernel.at(end) < 0x7f) {
            end++;
        }
        return end <= at ? Optional.empty() : Optional.of(kernel.toText(StandardCharsets.US_ASCII, at, end));
    }
}
