package dev.touchstone.server.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The directory of everything this server keeps on disk. Who holds this knows that it exists: it is made readable by
 * its owner only, and one that was there keeps the mode its owner gave it.
 */
@Component
public final class TouchstoneHome {

    private final Path directory;

    TouchstoneHome(@Value("${touchstone.home}") Path directory) throws IOException {
        this.directory = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(this.directory)) {
            Files.createDirectories(
                    this.directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** The directory itself. */
    public Path directory() {
        return directory;
    }

    /** Where the first start leaves its administrator's token. */
    public Path initialAdminToken() {
        return directory.resolve("initial-admin-token");
    }
}
