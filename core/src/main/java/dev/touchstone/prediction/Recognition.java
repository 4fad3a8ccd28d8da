package dev.touchstone.prediction;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import dev.touchstone.image.PeImage;
import dev.touchstone.image.UkiSection;
import dev.touchstone.image.UnifiedKernelImage;
import java.util.List;
import java.util.stream.Stream;

/** Tells artifacts apart by the numbers their formats begin with. */
final class Recognition {

    private static final Bytes PE = Bytes.ofUtf8("MZ");

    /** Where a format has its mark. */
    private record Mark(int at, Bytes value) {
        boolean isIn(Bytes content) {
            return content.holds(value, at);
        }
    }

    /** The boot protocols of x86 (boot.rst), arm64 and RISC-V (booting.rst), and the EFI stub's own compressed form. */
    private static final List<Mark> KERNELS = List.of(
            new Mark(0x202, Bytes.ofUtf8("HdrS")),
            new Mark(0x38, Bytes.ofUtf8("ARMd")),
            new Mark(0x38, Bytes.ofUtf8("RSC\u0005")),
            new Mark(4, Bytes.ofUtf8("zimg")));

    /** cpio and what Linux decompresses (lib/decompress.c). */
    private static final List<Mark> INITRDS = Stream.of(
                    "303730373031", // cpio newc
                    "303730373032",
                    "1f8b", // gzip
                    "1f9e",
                    "425a68", // bzip2
                    "5d0000", // lzma
                    "fd377a585a00", // xz
                    "894c5a4f", // lzo
                    "02214c18", // lz4
                    "28b52ffd") // zstd
            .map(hex -> new Mark(0, Bytes.ofHex(hex)))
            .toList();

    private Recognition() {}

    static Artifact of(String name, Bytes content) throws MalformedException {
        if (content.length() > Artifact.MAX_LENGTH) {
            throw refused(name, "has " + content.length() + " bytes, at most " + Artifact.MAX_LENGTH + " are read");
        }
        if (content.holds(PE, 0)) {
            return program(PeImage.parse(content));
        }
        if (INITRDS.stream().anyMatch(m -> m.isIn(content))) {
            return new Artifact.Initrd(content);
        }
        throw refused(name, "is no EFI program, kernel or initrd");
    }

    private static Artifact program(PeImage image) throws MalformedException {
        if (image.sections().stream().anyMatch(s -> s.name().equals(UkiSection.LINUX.toString()))) {
            return new Artifact.UnifiedKernel(UnifiedKernelImage.of(image));
        }
        return KERNELS.stream().anyMatch(m -> m.isIn(image.file()))
                ? new Artifact.Kernel(image)
                : new Artifact.EfiImage(image);
    }

    private static MalformedException refused(String name, String why) {
        return new MalformedException(0, Printable.word(name) + " " + why);
    }
}
