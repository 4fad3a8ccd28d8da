package dev.touchstone.server.result;

import dev.touchstone.server.ops.TouchstoneHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The password of the key store: as set, or as the first start left it in a file that only its owner can read. */
@Component
class KeyPassword {

    private static final int RANDOM = 32;

    private final KeyProperties settings;
    private final TouchstoneHome home;
    private final Path file;

    KeyPassword(KeyProperties settings, TouchstoneHome home) {
        this.settings = settings;
        this.home = home;
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
            home.keep(file, password);
        } catch (IOException e) {
            throw new UncheckedIOException("The key store's password could not be written to " + file, e);
        }
        return password.toCharArray();
    }
}
