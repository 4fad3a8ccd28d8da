package dev.touchstone.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says (PostgreSQL's {@code miscadmin.h}, "LOCK_FILE_LINE"): a process, and from line 8 on
 * whether it is ready. The file outlives a crash, so it is a hint about processes, never proof of one.
 *
 * @param pid negative for a single-user server
 */
record PostmasterFile(long pid, int port, boolean ready) {

    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** Reads the file of a data directory; empty when there is none or it is not (yet) whole. */
    static Optional<PostmasterFile> in(Path data) throws IOException {
        try {
            return parse(Files.readAllLines(at(data)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Path at(Path data) {
        return data.resolve("postmaster.pid");
    }

    private static Optional<PostmasterFile> parse(List<String> lines) {
        try {
            long pid = Long.parseLong(line(lines, 0));
            String port = line(lines, PORT_LINE);
            return Optional.of(new PostmasterFile(
                    pid,
                    port.isEmpty() ? 0 : Integer.parseInt(port),
                    line(lines, STATUS_LINE).equals("ready")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index).strip() : "";
    }
}
