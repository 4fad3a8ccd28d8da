package dev.touchstone.tpm;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The recorded evidence that lies beside a checkout, in {@code shared/vectors}. */
public final class Vectors {

    private Vectors() {}

    /** The bytes of one file; the test is aborted, visibly, where the recordings are not at hand. */
    public static Bytes read(String path) {
        try {
            return Bytes.of(Files.readAllBytes(file(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file or folder of the recordings. */
    public static Path file(String path) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path vectors = at.resolve("shared/vectors");
            if (Files.isDirectory(vectors)) {
                return vectors.resolve(path);
            }
        }
        Assumptions.abort("no shared/vectors above " + Path.of("").toAbsolutePath());
        throw new AssertionError();
    }
}
