package dev.touchstone.prediction;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.PeImage;
import dev.touchstone.image.UnifiedKernelImage;

/** A file handed in, as what it is by its content. */
public sealed interface Artifact {

    /** Bytes a file may have. */
    int MAX_LENGTH = 1 << 30;

    /** A kernel, its initrd and more in one EFI program ({@code .efi} with {@code .linux}). */
    record UnifiedKernel(UnifiedKernelImage image) implements Artifact {}

    /** Any other EFI program: a boot loader, a driver, an add-on. */
    record EfiImage(PeImage image) implements Artifact {}

    /** A kernel with an EFI stub of its own ({@code vmlinuz}). */
    record Kernel(PeImage image) implements Artifact {}

    /** An initial file system, or several in a row, in any compression Linux reads. */
    record Initrd(Bytes content) implements Artifact {}

    /**
     * Recognises a file by its content.
     *
     * @param name what it is called, for the refusal
     * @throws MalformedException if it is none of these, too long, or a broken one
     */
    static Artifact of(String name, Bytes content) throws MalformedException {
        return Recognition.of(name, content);
    }
}
