package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.security.MessageDigest;
import java.util.List;

/**
 * A PE file: a UEFI program, a kernel with an EFI stub, or a unified kernel image (Microsoft PE Format). PE32 and
 * PE32+, at most 96 sections; a file whose sections overlap or lie outside it is refused, and so is one with anything
 * after its certificate table.
 */
public final class PeImage {

    private static final Bytes ZEROS = Bytes.filled(1 << 13, 0);
    private static final int CONTENT_ALLOWANCE = 1 << 19;

    private final Bytes file;
    private final PeHeaders headers;

    private PeImage(Bytes file, PeHeaders headers) {
        this.file = file;
        this.headers = headers;
    }

    /** The PE image that {@code file} is, which is kept and not copied. */
    public static PeImage parse(Bytes file) throws MalformedException {
        PeHeaders headers = PeHeaders.read(file);
        PeLayout.check(headers, file.length());
        return new PeImage(file, headers);
    }

    /** The whole file. */
    public Bytes file() {
        return file;
    }

    /** In the order of the section table; names may repeat. */
    public List<Section> sections() {
        return headers.sections();
    }

    /** Whether there is a certificate table; nothing is said of what it holds. */
    public boolean signed() {
        return headers.certificateEntry().certificates() > 0;
    }

    /** The optional header's Subsystem: what kind of program it is, such as 10 for an EFI application. */
    public int subsystem() {
        return file.u16le(headers.subsystem());
    }

    /**
     * A section as it is loaded: {@code VirtualSize} bytes, zero where the file has none.
     *
     * @throws MalformedException if that is more than four times the file and 512 KiB, which only padding can make it;
     *     {@link #digestInto} has no such bound
     */
    public Bytes content(Section section) throws MalformedException {
        if (section.virtualSize() > 4L * file.length() + CONTENT_ALLOWANCE) {
            throw new MalformedException(0, section + " is nearly all padding");
        }
        int from = Math.toIntExact(section.loaded() == 0 ? 0 : section.rawOffset());
        Bytes loaded = file.slice(from, from + (int) section.loaded());
        long padding = section.virtualSize() - section.loaded();
        return padding == 0 ? loaded : Bytes.concat(loaded, Bytes.filled((int) padding, 0));
    }

    /** Feeds a section as it is loaded to {@code digest}, without a copy; up to 4 GiB, most of it zeros. */
    public void digestInto(MessageDigest digest, Section section) {
        if (section.loaded() > 0) {
            int from = Math.toIntExact(section.rawOffset());
            file.digestInto(digest, from, from + (int) section.loaded());
        }
        zerosInto(digest, section.virtualSize() - section.loaded());
    }

    static void zerosInto(MessageDigest digest, long count) {
        for (long left = count; left > 0; left -= ZEROS.length()) {
            ZEROS.digestInto(digest, 0, (int) Math.min(left, ZEROS.length()));
        }
    }

    PeHeaders headers() {
        return headers;
    }

    /** {@code PE image of 7168 bytes, unsigned}. */
    @Override
    public String toString() {
        return "PE image of " + file.length() + " bytes, " + (signed() ? "signed" : "unsigned");
    }
}
