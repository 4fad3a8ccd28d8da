package dev.touchstone.image;

import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.PeHeaders.CertificateEntry;
import java.util.Comparator;
import java.util.List;

/**
 * How the parts of a PE file lie in it: headers, then sections that do not overlap, then what else there is, then the
 * certificates at the very end. Loaders and signing tools differ in what they make of other files, so those are
 * refused. Gaps between sections are allowed: nothing loads them.
 */
final class PeLayout {

    private PeLayout() {}

    /** The sections that have bytes in the file, in file order. */
    static List<Section> inFile(List<Section> sections) {
        return sections.stream()
                .filter(s -> s.rawSize() > 0)
                .sorted(Comparator.comparingLong(Section::rawOffset))
                .toList();
    }

    static void check(PeHeaders headers, int length) throws MalformedException {
        if (headers.size() < headers.tableEnd() || headers.size() > length) {
            throw malformed("SizeOfHeaders is " + headers.size() + "; the section table ends at " + headers.tableEnd()
                    + ", the file at " + length);
        }
        long end = headers.size();
        for (Section section : inFile(headers.sections())) {
            if (section.rawOffset() < end) {
                throw malformed(section + " overlaps what is before it in the file");
            }
            end = section.rawEnd();
            if (end > length) {
                throw malformed(section + " ends at " + end + ", the file at " + length);
            }
        }
        checkCertificates(headers.certificateEntry(), end, length);
    }

    private static void checkCertificates(CertificateEntry entry, long end, int length) throws MalformedException {
        if (entry.certificates() == 0) {
            return;
        }
        if (entry.offset() < end) {
            throw malformed("the certificate table overlaps what is before it in the file");
        }
        if (entry.offset() + entry.certificates() != length) {
            throw malformed("the certificate table ends at " + (entry.offset() + entry.certificates())
                    + ", the file at " + length);
        }
    }

    private static MalformedException malformed(String message) {
        return new MalformedException(0, message);
    }
}
