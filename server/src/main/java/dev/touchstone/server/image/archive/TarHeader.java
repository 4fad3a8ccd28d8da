package dev.touchstone.server.image.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * One block before an entry's content (POSIX.1-2017, pax, <i>ustar Interchange Format</i>; tar(5) for GNU's).
 *
 * @param path where the entry would lie
 * @param size bytes of content
 * @param type what it is
 */
record TarHeader(String path, long size, char type) {

    static final int LENGTH = 512;

    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final Pattern OCTAL = Pattern.compile(" *[0-7]{1,12}[ \0]*");

    static TarHeader read(byte[] block) throws ArchiveRefusedException {
        if (octal(block, CHECKSUM_AT, 8) != checksum(block)) {
            throw new ArchiveRefusedException("an entry's header has another checksum than it says");
        }
        String name = text(block, 0, 100);
        boolean posix = text(block, MAGIC_AT, 6).equals("ustar"); // GNU has spaces there, and no prefix
        String prefix = posix ? text(block, PREFIX_AT, 155) : "";
        return new TarHeader(
                prefix.isEmpty() ? name : prefix + "/" + name, size(block), (char) (block[TYPE_AT] & 0xff));
    }

    /** Whether there is content to look at, and no directory, link or device. */
    boolean file() {
        return type == '0' || type == '7' || type == 0;
    }

    /** Whether content follows at all: links and directories may name a size they do not have. */
    long stored() {
        return type >= '1' && type <= '6' ? 0 : size;
    }

    private static long size(byte[] block) throws ArchiveRefusedException {
        if (block[SIZE_AT] >= 0) {
            return octal(block, SIZE_AT, 12);
        }
        long size = block[SIZE_AT] & 0x7f; // GNU's for 8 GiB and more
        for (int i = 1; i < 12; i++) {
            if (size >> 54 != 0) {
                throw new ArchiveRefusedException("an entry's size is beyond reason");
            }
            size = (size << 8) | (block[SIZE_AT + i] & 0xff);
        }
        return size;
    }

    private static long octal(byte[] block, int at, int length) throws ArchiveRefusedException {
        String digits = new String(block, at, length, StandardCharsets.ISO_8859_1);
        if (!OCTAL.matcher(digits).matches()) {
            throw new ArchiveRefusedException("an entry's header is malformed");
        }
        return Long.parseLong(digits.replace('\0', ' ').strip(), 8);
    }

    private static long checksum(byte[] block) {
        long sum = 8L * ' ';
        for (int i = 0; i < LENGTH; i++) {
            sum += i >= CHECKSUM_AT && i < CHECKSUM_AT + 8 ? 0 : block[i] & 0xff;
        }
        return sum;
    }

    static String text(byte[] bytes, int at, int length) {
        byte[] field = Arrays.copyOfRange(bytes, at, at + length);
        int end = 0;
        while (end < length && field[end] != 0) {
            end++;
        }
        return new String(field, 0, end, StandardCharsets.UTF_8);
    }
}
