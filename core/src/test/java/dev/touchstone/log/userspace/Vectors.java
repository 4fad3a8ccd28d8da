package dev.touchstone.log.userspace;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recorded and upstream logs, kept beside the repository and not in it. */
final class Vectors {

    private Vectors() {}

    static UserspaceLog log(String path) {
        try {
            return UserspaceLog.parse(bytes(path));
        } catch (MalformedException e) {
            throw new AssertionError(path, e);
        }
    }

    static Bytes bytes(String path) {
        try {
            return Bytes.of(Files.readAllBytes(folder().resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's JSON, by another reader than the one under test. */
    static JsonNode json(String path) {
        return JsonMapper.shared().readTree(bytes(path).toArray());
    }

    private static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/vectors");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return Assumptions.abort("the folder shared/vectors is not there");
    }
}
