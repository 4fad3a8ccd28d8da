package dev.touchstone.server.image;

import dev.touchstone.server.json.HexBytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A digest by which a log or an inventory may name an image.
 *
 * @param digest the digest
 * @param kind of what: {@code file}, {@code authenticode}, {@code section}, {@code root-hash} or {@code pcr-11}
 * @param part the file that has it
 * @param name which section, argument, or phases
 * @param text what a section says, where it is a text
 */
public record ImageDigest(
        HexBytes digest,
        String kind,
        String part,
        String name,
        @Nullable String text) {

    /** All digests of an image, each once. */
    static Collection<ImageDigest> of(ImageDescription image) {
        Set<ImageDigest> digests = new LinkedHashSet<>();
        image.parts().forEach(part -> digests.addAll(of(part)));
        return digests;
    }

    private static List<ImageDigest> of(ImagePart part) {
        String path = part.path();
        List<ImageDigest> digests = new ArrayList<>();
        digests.add(new ImageDigest(part.sha256(), "file", path, "", null));
        part.authenticode().values().forEach(d -> digests.add(new ImageDigest(d, "authenticode", path, "", null)));
        for (ImagePart.SectionView section : part.sections()) {
            section.digests()
                    .values()
                    .forEach(d -> digests.add(new ImageDigest(d, "section", path, section.name(), section.text())));
        }
        for (ProfileView profile : part.profiles()) {
            profile.rootHashes().forEach((name, d) -> digests.add(new ImageDigest(d, "root-hash", path, name, null)));
            profile.pcr11().forEach(v -> digests.add(new ImageDigest(v.value(), "pcr-11", path, v.phases(), null)));
        }
        return digests;
    }
}
