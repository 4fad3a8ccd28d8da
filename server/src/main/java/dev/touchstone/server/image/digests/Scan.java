package dev.touchstone.server.image.digests;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.image.archive.ArchiveLimits;
import dev.touchstone.server.image.archive.DebianPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/** A way to get at the digests of files. */
@FunctionalInterface
interface Scan {

    /** Takes each file as it is found. */
    @FunctionalInterface
    interface Sink {
        void add(FileDigest file) throws IOException;
    }

    void run(Sink sink) throws IOException;

    /** The regular files below a folder; fails, after all others, if some could not be read. */
    static Scan folder(Path folder) {
        return sink -> new FolderScan(sink).run(folder);
    }

    /** The files a package would install. */
    static Scan debianPackage(Path deb) {
        return sink -> {
            try (InputStream in = Files.newInputStream(deb)) {
                DebianPackage.read(
                        in,
                        ArchiveLimits.DEFAULT,
                        (path, _, content) -> sink.add(new FileDigest(digest(content), path)));
            }
        };
    }

    /** What a list says. */
    static Scan list(Path list) {
        return sink -> {
            try (InputStream in = Files.newInputStream(list)) {
                DigestLines lines = new DigestLines(in);
                for (Optional<FileDigest> file = lines.next(); file.isPresent(); file = lines.next()) {
                    sink.add(file.get());
                }
            }
        };
    }

    /** Of everything {@code in} still has. */
    static Digest digest(InputStream in) throws IOException {
        MessageDigest digest = HashAlgorithm.SHA256.newDigest();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return new Digest(HashAlgorithm.SHA256, Bytes.of(digest.digest()));
    }
}
