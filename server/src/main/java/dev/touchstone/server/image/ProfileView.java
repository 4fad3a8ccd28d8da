package dev.touchstone.server.image;

import dev.touchstone.server.json.HexBytes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to boot a unified kernel, as it says itself.
 *
 * @param index its number, from 0
 * @param id its {@code ID}
 * @param title its {@code TITLE}
 * @param osRelease {@code ID}, {@code VERSION_ID}, {@code IMAGE_ID} and {@code IMAGE_VERSION} of its os-release
 * @param uname the kernel's release
 * @param commandLine the kernel's command line
 * @param rootHashes of the file systems its command line names: {@code roothash}, {@code usrhash}, {@code composefs}
 * @param pcr11 the values PCR 11 may have
 */
public record ProfileView(
        int index,
        @Nullable String id,
        @Nullable String title,
        Map<String, String> osRelease,
        @Nullable String uname,
        @Nullable String commandLine,
        Map<String, HexBytes> rootHashes,
        List<Pcr11View> pcr11) {

    /**
     * A value of PCR 11.
     *
     * @param bank the bank
     * @param phases how far the boot has come: {@code enter-initrd:leave-initrd}; empty as the stub leaves it
     * @param value the value
     */
    public record Pcr11View(String bank, String phases, HexBytes value) {}
}
