package dev.touchstone.log.ima;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.Arrays;

/** Finds the records of the binary list: little-endian, back to back (IMA Template Management Mechanism). */
final class BinaryList {

    private static final int PCRS = 24;
    private static final int FIRST_ROOM = 64;

    private final Bytes raw;
    private final ByteReader reader;
    private final HashAlgorithm headerAlgorithm;
    private int[] offsets = new int[FIRST_ROOM];
    private int size;

    BinaryList(Bytes raw, HashAlgorithm headerAlgorithm) {
        this.raw = raw;
        this.reader = raw.reader();
        this.headerAlgorithm = headerAlgorithm;
    }

    ImaLog parse() throws MalformedException {
        mark();
        while (!reader.atEnd()) {
            try {
                skipRecord();
            } catch (MalformedException e) {
                throw new MalformedException(e.offset(), "record " + (size - 1) + ": " + e.getMessage());
            }
            mark();
        }
        return new ImaLog(raw, headerAlgorithm, Arrays.copyOf(offsets, size));
    }

    private void mark() {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
        }
        offsets[size++] = reader.offset();
    }

    private void skipRecord() throws MalformedException {
        long pcr = reader.u32le("PCR");
        if (pcr >= PCRS) {
            throw reader.malformed("there is no PCR " + pcr);
        }
        reader.sub(headerAlgorithm.size(), "template hash");
        long nameLength = reader.u32le("template name size");
        if (nameLength == 0 || nameLength > Template.MAX_NAME) {
            throw reader.malformed("a template name has 1 to " + Template.MAX_NAME + " bytes, not " + nameLength);
        }
        int nameAt = reader.offset();
        reader.sub(nameLength, "template name");
        checkPrintable(nameAt, reader.offset());
        if (Template.isOriginal(raw, nameAt, (int) nameLength)) {
            skipOriginalData();
        } else {
            reader.sub(reader.u32le("template data size"), "template data");
        }
    }

    private void checkPrintable(int from, int to) throws MalformedException {
        for (int i = from; i < to; i++) {
            if (raw.at(i) <= ' ' || raw.at(i) > '~') {
                throw new MalformedException(i, "a template name has no such byte as 0x%02x".formatted(raw.at(i)));
            }
        }
    }

    /** The template {@code ima} has no size of all its data: a digest, and a name with its own size. */
    private void skipOriginalData() throws MalformedException {
        reader.sub(Template.ORIGINAL_DIGEST, "file digest");
        long length = reader.u32le("name size");
        if (length > Template.ORIGINAL_MAX_PATH) {
            throw reader.malformed(
                    "the template ima has names of " + Template.ORIGINAL_MAX_PATH + " bytes at most, not " + length);
        }
        reader.sub(length, "name");
    }
}
