package dev.touchstone.server.image;

import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.reference.ComponentView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file that boots.
 *
 * @param path its path in the package, or its name
 * @param kind what it is; no package
 * @param sha256 of all of it
 * @param authenticode as firmware measures it into PCR 4, by bank; none of an initrd
 * @param uname the kernel's release, of a kernel that is no unified one
 * @param sections of a unified kernel, those that are measured into PCR 11
 * @param profiles the ways to boot a unified kernel
 * @param components what will be measured
 * @param unpredicted what cannot be said beforehand
 */
public record ImagePart(
        String path,
        ImageKind kind,
        HexBytes sha256,
        Map<String, HexBytes> authenticode,
        @Nullable String uname,
        List<SectionView> sections,
        List<ProfileView> profiles,
        List<ComponentView> components,
        List<NotPredicted> unpredicted) {

    /**
     * A section of a unified kernel.
     *
     * @param name {@code .linux}
     * @param size bytes it has in memory
     * @param digests as measured, by bank
     * @param text what it says, of an os-release or a command line
     */
    public record SectionView(
            String name,
            long size,
            Map<String, HexBytes> digests,
            @Nullable String text) {}

    /**
     * Something measured that the file does not tell.
     *
     * @param pcr where
     * @param what what it is
     * @param why why it cannot be said beforehand
     */
    public record NotPredicted(int pcr, String what, String why) {}
}
