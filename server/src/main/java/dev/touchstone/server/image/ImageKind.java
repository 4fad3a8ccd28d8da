package dev.touchstone.server.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.touchstone.prediction.Artifact;
import java.util.Locale;

/** What a file is. */
public enum ImageKind {
    /** A Debian package with some of the others in it. */
    DEBIAN_PACKAGE,
    /** A kernel, its initrd and more in one EFI program. */
    UNIFIED_KERNEL,
    /** A kernel with an EFI stub of its own. */
    KERNEL,
    /** Any other EFI program. */
    EFI_IMAGE,
    /** An initial file system. */
    INITRD;

    static ImageKind of(Artifact artifact) {
        return switch (artifact) {
            case Artifact.UnifiedKernel _ -> UNIFIED_KERNEL;
            case Artifact.Kernel _ -> KERNEL;
            case Artifact.EfiImage _ -> EFI_IMAGE;
            case Artifact.Initrd _ -> INITRD;
        };
    }

    /** As stored and as sent: {@code unified-kernel}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static ImageKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
