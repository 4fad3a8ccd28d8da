package dev.touchstone.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's messages in {@code postgres.log}, of bounded size whatever PostgreSQL has to say: at the limit the file
 * becomes {@code postgres.log.1}, replacing the one before.
 */
final class PostgresLog {

    static final long LIMIT = 4L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresLog.class);
    private static final int TAIL_LINES = 12;
    private static final int LINE_LENGTH = 16 << 10;

    private final Path file;
    private final long limit;
    private final Deque<String> tail = new ArrayDeque<>();

    PostgresLog(Path file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    /** Copies a process's output until it ends, on a thread of its own. */
    Thread follow(InputStream output) {
        return Thread.ofPlatform().daemon().name("postgres-log").start(() -> copy(output));
    }

    /** The last lines, for an error message. */
    synchronized String tail() {
        return String.join("\n", tail);
    }

    private void copy(InputStream output) {
        StringBuilder line = new StringBuilder();
        try (Reader characters = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (int next = characters.read(); next >= 0; next = characters.read()) {
                if (next == '\n') {
                    keep(line.toString());
                    line.setLength(0);
                } else if (line.length() < LINE_LENGTH) {
                    line.append((char) next);
                }
            }
            if (!line.isEmpty()) {
                keep(line.toString());
            }
        } catch (IOException e) {
            LOG.debug("PostgreSQL's output ended", e);
        }
    }

    private synchronized void keep(String line) {
        if (tail.size() == TAIL_LINES) {
            tail.removeFirst();
        }
        tail.addLast(line);
        try {
            append(line + "\n");
        } catch (IOException e) {
            // A full disk must not stop us from draining the pipe, or PostgreSQL would block on it.
            LOG.warn("{} cannot be written: {}. PostgreSQL says: {}", file, e.getMessage(), line);
        }
    }

    private void append(String text) throws IOException {
        if (Files.exists(file) && Files.size(file) >= limit) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel channel = PrivateFiles.open(file, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
