package dev.touchstone;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files tests read where they are: the real vectors beside the checkout, and the boots recorded in it. */
public final class Vectors {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Vectors() {}

    /** A file of the real vectors; the test is skipped where a checkout has none beside it. */
    public static Path shared(String path) {
        Optional<Path> file = sharedIfAny(path);
        Assumptions.assumeTrue(file.isPresent(), "no ../shared/vectors beside this checkout");
        return file.orElseThrow();
    }

    /** The same, for what can do without. */
    public static Optional<Path> sharedIfAny(String path) {
        return above("shared/vectors").map(vectors -> vectors.resolve(path));
    }

    /** A file of a boot recorded by {@code deploy/lab}. */
    public static Path boot(String path) {
        return above("deploy/lab/boots").orElseThrow().resolve(path);
    }

    /** The bytes of a file. */
    public static Bytes bytes(Path file) {
        try {
            return Bytes.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON file. */
    public static JsonNode json(Path file) {
        return JSON.readTree(file);
    }

    /** Regular files below a folder whose path ends so, in order. */
    public static List<Path> files(Path folder, String ending) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(f -> f.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> above(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(path))) {
                return Optional.of(folder.resolve(path));
            }
        }
        return Optional.empty();
    }
}
