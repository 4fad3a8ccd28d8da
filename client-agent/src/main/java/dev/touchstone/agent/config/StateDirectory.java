package dev.touchstone.agent.config;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A directory for this user alone, whose files are replaced whole or not at all. */
final class StateDirectory {

    private static final int MAX_FILE = 65_536;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private final Path path;

    private StateDirectory(Path path) {
        this.path = path;
    }

    /** Opens {@code path}, made with mode 0700 if it is missing; refused if anyone else has any right to it. */
    static StateDirectory open(Path path) throws StateException {
        try {
            if (!Files.exists(path)) {
                create(path);
            }
            if (!Files.isDirectory(path)) {
                throw new StateException(path + " is not a directory");
            }
            Set<PosixFilePermission> others = EnumSet.copyOf(OWNER);
            others.addAll(Files.getPosixFilePermissions(path));
            others.removeAll(OWNER);
            if (!others.isEmpty()) {
                throw new StateException(path + " is open to others (" + PosixFilePermissions.toString(others)
                        + "): chmod 0700 it, and enrol again if someone else could have written there");
            }
            return new StateDirectory(path);
        } catch (IOException e) {
            throw new StateException("cannot use the state directory " + path + ": " + reason(e), e);
        }
    }

    private static void create(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER));
    }

    Path path(String name) {
        return path.resolve(name);
    }

    Optional<Bytes> read(String name) throws StateException {
        try (InputStream in = Files.newInputStream(path.resolve(name))) {
            byte[] content = in.readNBytes(MAX_FILE + 1);
            if (content.length > MAX_FILE) {
                throw new StateException(path.resolve(name) + " is larger than " + MAX_FILE + " bytes");
            }
            return Optional.of(Bytes.of(content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StateException("cannot read " + path.resolve(name) + ": " + reason(e), e);
        }
    }

    /** Replaces a file; after a crash at any moment it holds the old content or the new. */
    void write(String name, Bytes content) throws StateException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Path draft = Files.createTempFile(path, name, ".tmp", ownerOnly);
            try {
                writeThrough(draft, content);
                Files.move(draft, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                sync(path);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new StateException("cannot write " + path.resolve(name) + ": " + reason(e), e);
        }
    }

    private static void writeThrough(Path file, Bytes content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content.toArray());
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
