package dev.touchstone.event;

import dev.touchstone.uefi.ImageLoad;
import java.util.Optional;

/** A loaded image by the file it came from, or by the whole path to it. */
final class ImageWords {

    private ImageWords() {}

    static String of(String kind, ImageLoad load) {
        Optional<String> file = load.path().file();
        if (file.isPresent()) {
            return kind + " " + EventString.quote(file.get().replace('\\', '/'));
        }
        return load.path().nodes().isEmpty()
                ? kind + " without a device path"
                : kind + " from " + EventString.quote(load.path().toString());
    }
}
