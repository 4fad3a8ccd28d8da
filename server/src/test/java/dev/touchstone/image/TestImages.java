package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;

/** Images of core's tests, for the server's. */
public final class TestImages {

    private TestImages() {}

    /** A unified kernel whose command line makes it another one. */
    public static Bytes uki(String commandLine) {
        return PeBuilder.pe32plus()
                .section(".osrel", "ID=lab\nIMAGE_ID=lab-os\nIMAGE_VERSION=7\n")
                .section(".cmdline", commandLine)
                .section(".linux", "kernel")
                .section(".initrd", "070701 initrd")
                .section(".uname", "6.12.9-lab")
                .build();
    }

    /** Any other EFI program. */
    public static Bytes efi(String content) {
        return PeBuilder.pe32plus().section(".text", content).build();
    }
}
