package dev.touchstone.image;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which operating system an image holds, as it says itself (os-release(5)).
 *
 * @param id the distribution: {@code debian}
 * @param versionId the distribution's version: {@code 13}
 * @param imageId the image, where the system is one
 * @param imageVersion that image's version
 */
public record OsRelease(
        Optional<String> id, Optional<String> versionId, Optional<String> imageId, Optional<String> imageVersion) {

    private static final Set<String> NAMES = Set.of("ID", "VERSION_ID", "IMAGE_ID", "IMAGE_VERSION");

    /** What {@code text} says; lines that are no assignment say nothing. */
    public static OsRelease of(String text) {
        Map<String, String> values = Assignments.in(text, NAMES);
        return new OsRelease(
                Optional.ofNullable(values.get("ID")),
                Optional.ofNullable(values.get("VERSION_ID")),
                Optional.ofNullable(values.get("IMAGE_ID")),
                Optional.ofNullable(values.get("IMAGE_VERSION")));
    }
}
