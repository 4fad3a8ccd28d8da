package dev.touchstone.server.image.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Members of an ar(5) archive in their order, as deb(5) restricts it: short names and no symbol table. */
final class ArReader {

    /** A member's name; the content is read from the reader. */
    record Member(String name, InputStream content) {}

    static final byte[] MAGIC = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);

    private static final int HEADER = 60;
    private static final int SIZE_AT = 48;
    private static final int END_AT = 58;
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,10} *");

    private final InputStream in;
    private Part current = Part.NONE;
    private boolean padded;

    ArReader(InputStream in) throws IOException {
        this.in = in;
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new ArchiveRefusedException("it is no Debian package");
        }
    }

    /** The next member, after what is left of the one before. */
    Optional<Member> next() throws IOException {
        current.skipRest();
        if (padded) {
            in.read();
        }
        byte[] header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return Optional.empty();
        }
        if (header.length < HEADER) {
            throw new EOFException("the archive is cut");
        }
        long size = size(header);
        current = new Part(in, size);
        padded = size % 2 == 1;
        String name = new String(header, 0, 16, StandardCharsets.US_ASCII).strip();
        return Optional.of(new Member(name.endsWith("/") ? name.substring(0, name.length() - 1) : name, current));
    }

    private static long size(byte[] header) throws IOException {
        String size = new String(header, SIZE_AT, END_AT - SIZE_AT, StandardCharsets.US_ASCII);
        if (header[END_AT] != '`'
                || header[END_AT + 1] != '\n'
                || !SIZE.matcher(size).matches()) {
            throw new ArchiveRefusedException("a member's header is malformed");
        }
        return Long.parseLong(size.strip());
    }
}
