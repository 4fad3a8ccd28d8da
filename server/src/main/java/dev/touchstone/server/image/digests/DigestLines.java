package dev.touchstone.server.image.digests;

import dev.touchstone.bytes.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a list of file digests line by line, of any length, holding one line. Blank lines and {@code #} are no lines.
 */
final class DigestLines {

    /** Bytes a line may have: the longest path, escaped, twice. */
    static final int MAX_LINE = 1 << 14;

    private final InputStream in;
    private long number;
    private long skipped;

    DigestLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** A line is none that is known, or too long. */
    static final class MalformedLineException extends IOException {
        MalformedLineException(long line, String problem) {
            super("line " + line + ": " + problem);
        }
    }

    /** The next file; empty at the end. */
    Optional<FileDigest> next() throws IOException {
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            Optional<FileDigest> file = parse(line.get());
            if (file.isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    /** Lines of IMA's so far that are of no file's content. */
    long skipped() {
        return skipped;
    }

    private Optional<FileDigest> parse(String line) throws MalformedLineException {
        if (line.isBlank() || line.startsWith("#")) {
            return Optional.empty();
        }
        try {
            Optional<FileDigest> file = DigestLine.parse(line);
            skipped += file.isPresent() ? 0 : 1;
            return file;
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException(number, Objects.requireNonNullElse(e.getMessage(), "it is malformed"));
        }
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        number++;
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        while (octet >= 0 && octet != '\n') {
            if (line.size() == MAX_LINE) {
                throw new MalformedLineException(number, "it is longer than " + MAX_LINE + " bytes");
            }
            line.write(octet);
            octet = in.read();
        }
        String text = Bytes.of(line.toByteArray()).toUtf8();
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
