package dev.touchstone.server.image;

import dev.touchstone.server.image.archive.DebianPackage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file is and what will be measured of it.
 *
 * @param kind what it is
 * @param debianPackage which package, if it is one
 * @param parts the file itself, or what boots in the package; at least one
 */
public record ImageDescription(ImageKind kind, @Nullable DebianPackage debianPackage, List<ImagePart> parts) {

    public ImageDescription {
        parts = List.copyOf(parts);
    }
}
