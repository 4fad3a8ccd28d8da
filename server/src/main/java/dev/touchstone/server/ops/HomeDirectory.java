package dev.touchstone.server.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes the home directory readable by its owner only. One that exists keeps the mode its owner gave it. */
final class HomeDirectory {

    private HomeDirectory() {}

    static Path ensure(Path home) throws IOException {
        if (!Files.isDirectory(home)) {
            Path parent = home.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return home;
    }
}
