package dev.touchstone.server.ops;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
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

    /** Keeps a secret in a file that only its owner can read: complete and on disk, or not there. */
    public void keep(Path file, String secret) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(draft, options, owner)) {
            ByteBuffer text = ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
