package dev.touchstone.db;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs as zonky packs them: one xz-compressed tar per architecture, a resource of its jar. */
final class PostgresArchive {

    private static final int OWNER_EXECUTE = 0100;

    private PostgresArchive() {}

    /** Unpacks the archive of this machine into an empty directory. */
    static void unpackInto(Path root) throws IOException {
        try (InputStream archive = open()) {
            unpack(archive, root);
        }
    }

    /** Unpacks files, directories and links that stay within; nothing but their owner can read them. */
    static void unpack(InputStream archive, Path root) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, root);
            }
        }
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path root) throws IOException {
        Path target = inside(root, root.resolve(entry.getName()));
        PrivateFiles.directory(inside(root, target.resolve("..")));
        switch (entry.getLinkFlag()) {
            case TarConstants.LF_DIR -> PrivateFiles.directory(target);
            case TarConstants.LF_SYMLINK -> {
                inside(root, target.resolveSibling(entry.getLinkName()));
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            }
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM -> {
                Files.copy(content, target);
                boolean program = (entry.getMode() & OWNER_EXECUTE) != 0;
                Files.setPosixFilePermissions(target, program ? PrivateFiles.PROGRAM : PrivateFiles.FILE);
            }
            default ->
                throw new IOException(
                        "The PostgreSQL archive holds something else than files and links: " + entry.getName());
        }
    }

    private static Path inside(Path root, Path target) throws IOException {
        if (!target.normalize().startsWith(root.normalize())) {
            throw new IOException("The PostgreSQL archive names a file outside of its directory: " + target);
        }
        return target.normalize();
    }

    private static InputStream open() throws IOException {
        String resource = "/postgres-linux-" + architecture() + ".txz";
        InputStream stream = PostgresArchive.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new FileNotFoundException("no " + resource + " on the class path");
        }
        return stream;
    }

    private static String architecture() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (system + " " + machine) {
            case "linux amd64" -> "x86_64";
            case "linux aarch64" -> "arm_64";
            default ->
                throw new EmbeddedPostgresException("There is no embedded PostgreSQL for " + system + " on " + machine
                        + ": set TOUCHSTONE_DATASOURCE_URL to a PostgreSQL of your own.");
        };
    }
}
