package dev.touchstone.server.image.digests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Hashes the regular files below a folder. Links are not followed, nor are other file systems entered: {@code /proc}
 * has files without an end.
 */
final class FolderScan extends SimpleFileVisitor<Path> {

    private final Scan.Sink sink;
    private final List<String> unread = new ArrayList<>();
    private Object device = "";

    FolderScan(Scan.Sink sink) {
        this.sink = sink;
    }

    void run(Path folder) throws IOException {
        Path root = folder.toRealPath();
        device = device(root);
        Files.walkFileTree(root, this);
        if (!unread.isEmpty()) {
            throw new IOException(unread.size() + " files could not be read, the first: " + unread.getFirst());
        }
    }

    private static Object device(Path path) throws IOException {
        return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        return device(folder).equals(device) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile()) {
            FileDigest read;
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                read = new FileDigest(Scan.digest(in), file.toString());
            } catch (IOException e) {
                return visitFileFailed(file, e);
            }
            sink.add(read);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
        unread.add(file + " (" + problem.getClass().getSimpleName() + ")");
        return FileVisitResult.CONTINUE;
    }
}
