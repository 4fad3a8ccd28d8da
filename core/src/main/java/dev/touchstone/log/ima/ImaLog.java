package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * IMA's measurement list, or what follows its record n: well framed and nothing more. No digest in it has been compared
 * with anything.
 *
 * <p>Memory stays near the size of the list: a record is one offset into the bytes as sent, and its fields are only
 * read when asked for.
 *
 * @see <a href="https://docs.kernel.org/security/IMA-templates.html">IMA Template Management Mechanism</a>
 */
public final class ImaLog {

    private static final List<HashAlgorithm> HEADER_ALGORITHMS =
            List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256, HashAlgorithm.SHA384, HashAlgorithm.SHA512);

    private final Bytes raw;
    private final HashAlgorithm headerAlgorithm;

    /** Where each record starts, and at last where the list ends. */
    private final int[] offsets;

    ImaLog(Bytes raw, HashAlgorithm headerAlgorithm, int[] offsets) {
        this.raw = raw;
        this.headerAlgorithm = headerAlgorithm;
        this.offsets = offsets;
    }

    /**
     * Reads {@code binary_runtime_measurements}, whose headers carry SHA-1 digests.
     *
     * @throws MalformedException if the bytes are not whole records back to back, naming the record: a cut one, or any
     *     byte after the last, is refused, for what was measured there is not known
     */
    public static ImaLog parse(Bytes binary) throws MalformedException {
        return parse(binary, HashAlgorithm.SHA1.size());
    }

    /**
     * Reads {@code binary_runtime_measurements_<alg>} (kernel 6.10 and later).
     *
     * @param headerDigestSize bytes of the digest in each header: 20, 32, 48 or 64
     * @throws MalformedException as {@link #parse(Bytes)} does
     */
    public static ImaLog parse(Bytes binary, int headerDigestSize) throws MalformedException {
        return new BinaryList(binary, headerAlgorithm(headerDigestSize)).parse();
    }

    /**
     * Reads {@code ascii_runtime_measurements}, and builds its records' binary form, which is what was hashed. A list
     * with a file whose name holds a line feed cannot be read in this form: prefer the binary one.
     *
     * @throws MalformedException if a line is not a record of a known template, or the last has no line feed
     */
    public static ImaLog parseAscii(Bytes ascii) throws MalformedException {
        return new AsciiList(ascii).parse();
    }

    /** SM3's digests have SHA-256's size; a list with them reads, and none of its headers match. */
    private static HashAlgorithm headerAlgorithm(int size) {
        return HEADER_ALGORITHMS.stream()
                .filter(a -> a.size() == size)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no list has header digests of " + size + " bytes"));
    }

    static boolean isHeaderSize(int size) {
        return HEADER_ALGORITHMS.stream().anyMatch(a -> a.size() == size);
    }

    /** The list in binary form: as sent, or built from ASCII. */
    public Bytes raw() {
        return raw;
    }

    /** The algorithm of the digests in the headers, told by their size. */
    public HashAlgorithm headerAlgorithm() {
        return headerAlgorithm;
    }

    /** Number of records. */
    public int size() {
        return offsets.length - 1;
    }

    /** Where record {@code index} starts in {@link #raw()}; {@link #size()} gives the end. */
    public int offset(int index) {
        return offsets[index];
    }

    /** One record, by its number in these bytes. */
    public ImaRecord record(int index) {
        Objects.checkIndex(index, size());
        return new ImaRecord(raw, headerAlgorithm, index, offsets[index], offsets[index + 1]);
    }

    /** The records in order; each is made when asked for. */
    public List<ImaRecord> records() {
        return new Records();
    }

    private final class Records extends AbstractList<ImaRecord> implements RandomAccess {
        @Override
        public ImaRecord get(int index) {
            return ImaLog.this.record(index);
        }

        @Override
        public int size() {
            return ImaLog.this.size();
        }
    }
}
