package dev.touchstone.server.image.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of a tar archive in their order. Directories, links and devices are passed over, and no path is ever used. */
final class TarReader {

    /** A file in it; the content can be read until the next is asked for. */
    record TarFile(String path, long size, InputStream content) {}

    private static final int MAX_NAME = 1 << 13;
    private static final int MAX_EXTENSION = 1 << 16;
    private static final Pattern PAX_PATH = Pattern.compile("(?m)^\\d{1,9} path=([^\\n\\x00]{1,8192})$");
    private static final Pattern PAX_SIZE = Pattern.compile("(?m)^\\d{1,9} size=(\\d{1,15})$");

    private final InputStream in;
    private final int maxEntries;
    private int entries;
    private Part current = Part.NONE;
    private int padding;

    TarReader(InputStream in, int maxEntries) {
        this.in = in;
        this.maxEntries = maxEntries;
    }

    /** The next file, after what is left of the one before. */
    Optional<TarFile> next() throws IOException {
        String longName = "";
        String pax = "";
        for (Optional<TarHeader> read = header(); read.isPresent(); read = header()) {
            TarHeader header = read.get();
            switch (header.type()) {
                case 'L' -> longName = extension(header, MAX_NAME).replace("\0", "");
                case 'x' -> pax = extension(header, MAX_EXTENSION);
                case 'K', 'g' -> begin(header.size());
                case 'S' -> throw new ArchiveRefusedException("a sparse file is not read");
                default -> {
                    Optional<TarFile> file = file(header, longName, pax);
                    if (file.isPresent()) {
                        return file;
                    }
                    longName = "";
                    pax = "";
                }
            }
        }
        return Optional.empty();
    }

    /** The next header; the archive's end is a block of zeros, and never just the stream's. */
    private Optional<TarHeader> header() throws IOException {
        current.skipRest();
        in.skipNBytes(padding);
        byte[] block = in.readNBytes(TarHeader.LENGTH);
        if (block.length < TarHeader.LENGTH) {
            throw new EOFException("the archive is cut");
        }
        begin(0);
        if (isZero(block)) {
            return Optional.empty();
        }
        if (++entries > maxEntries) {
            throw new ArchiveRefusedException("it has more than " + maxEntries + " entries");
        }
        return Optional.of(TarHeader.read(block));
    }

    private Optional<TarFile> file(TarHeader header, String longName, String pax) throws IOException {
        Matcher size = PAX_SIZE.matcher(pax);
        long stored = size.find() ? Long.parseLong(size.group(1)) : header.stored();
        begin(stored);
        Matcher path = PAX_PATH.matcher(pax);
        String name = path.find() ? path.group(1) : longName.isEmpty() ? header.path() : longName;
        return header.file() ? Optional.of(new TarFile(name, stored, current)) : Optional.empty();
    }

    private String extension(TarHeader header, int limit) throws IOException {
        if (header.size() > limit) {
            throw new ArchiveRefusedException("a path is longer than " + limit + " bytes");
        }
        begin(header.size());
        return new String(current.readAllBytes(), StandardCharsets.UTF_8);
    }

    private void begin(long size) {
        current = new Part(in, size);
        padding = (int) (-size & TarHeader.LENGTH - 1);
    }

    private static boolean isZero(byte[] block) {
        for (byte octet : block) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }
}
