package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.image.PeHeaders.CertificateEntry;
import java.security.MessageDigest;

/**
 * The hash of a PE image that its signature covers and firmware measures (Microsoft, <i>Windows Authenticode Portable
 * Executable Signature Format</i>, Calculating the PE Image Hash): all but the checksum, the directory's entry for the
 * certificates, and the certificates.
 */
public final class Authenticode {

    private static final int CHECKSUM = 4;
    private static final int ALIGNMENT = 8;

    private Authenticode() {}

    /**
     * The image's hash as signing tools and {@code .pcrlock} files have it: an unsigned file counts as padded with
     * zeros to a multiple of eight bytes, as it will be when it is signed.
     */
    public static Digest digest(PeImage image, HashAlgorithm algorithm) {
        MessageDigest digest = hashed(image, algorithm);
        if (!image.signed()) {
            PeImage.zerosInto(digest, -image.file().length() & ALIGNMENT - 1);
        }
        return new Digest(algorithm, Bytes.of(digest.digest()));
    }

    /**
     * The image's hash as firmware measures it: to look for in PCR 4's events. EDK II does not pad, so this differs
     * from {@link #digest} where an unsigned file's size is no multiple of eight bytes, as Debian's systemd-boot's is
     * not.
     */
    public static Digest measured(PeImage image, HashAlgorithm algorithm) {
        return new Digest(algorithm, Bytes.of(hashed(image, algorithm).digest()));
    }

    private static MessageDigest hashed(PeImage image, HashAlgorithm algorithm) {
        MessageDigest digest = algorithm.newDigest();
        PeHeaders headers = image.headers();
        CertificateEntry entry = headers.certificateEntry();
        Bytes file = image.file();
        file.digestInto(digest, 0, headers.checksum());
        file.digestInto(digest, headers.checksum() + CHECKSUM, entry.at());
        file.digestInto(digest, entry.at() + entry.length(), (int) headers.size());
        long hashed = headers.size();
        for (Section section : PeLayout.inFile(headers.sections())) {
            file.digestInto(digest, (int) section.rawOffset(), (int) section.rawEnd());
            hashed += section.rawSize();
        }
        // By the letter: from as far in as bytes were hashed, which is not where the last section ends if there are
        // gaps.
        file.digestInto(digest, (int) hashed, (int) (file.length() - entry.certificates()));
        return digest;
    }
}
