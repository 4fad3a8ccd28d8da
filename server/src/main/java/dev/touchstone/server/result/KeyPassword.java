package dev.touchstone.server.result;

import dev.touchstone.server.ops.TouchstoneHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The password of the key store: as set, or as the first start left it in a file that only its owner can read. */
@Component
class KeyPassword {

    private static final int RANDOM = 32;

    private final KeyProperties settings;
    private final Path file;

    KeyPassword(KeyProperties settings, TouchstoneHome home) {
        this.settings = settings;
        this.file = home.directory().resolve("key-store-password");
    }

    /** Where it is, for people. */
    String place() {
        return settings.password() == null ? file.toString() : "touchstone.keys.password";
    }

    /** The password, if there is one here. */
    Optional<char[]> find() {
        if (settings.password() != null) {
            return Optional.of(settings.password().toCharArray());
        }
        try {
            return Files.exists(file)
                    ? Optional.of(Files.readString(file).strip().toCharArray())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The key store's password cannot be read from " + file, e);
        }
    }

    /** The password there is, or a new one. */
    char[] findOrMake() {
        return find().orElseGet(this::make);
    }

    private char[] make() {
        byte[] random = new byte[RANDOM];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try {
            write(password);
        } catch (IOException e) {
            throw new UncheckedIOException("The key store's password could not be written to " + file, e);
        }
        return password.toCharArray();
    }

    /** Complete and on disk, or not there. */
    private void write(String password) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(draft, options, owner)) {
            ByteBuffer text = ByteBuffer.wrap((password + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
