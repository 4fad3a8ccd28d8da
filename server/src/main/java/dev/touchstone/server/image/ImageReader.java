package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.prediction.PredictionOptions;
import dev.touchstone.server.image.archive.ArchiveLimits;
import dev.touchstone.server.image.archive.ArchiveRefusedException;
import dev.touchstone.server.image.archive.DebianPackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Describes a file: a unified kernel, another EFI program, a kernel, an initrd, or a package with some of them. */
final class ImageReader {

    private static final int MAX_PARTS = 64;
    private static final int MAGIC = 8;

    /** What boots of a package; a signed loader comes as {@code shimx64.efi.signed}. */
    private static final Pattern BOOTS = Pattern.compile(
            "/boot/(vmlinuz|initrd)[^/]*|/usr/lib/modules/[^/]+/(vmlinuz|initrd)|/.*\\.efi(\\.signed)?");

    private final PartReader reader;
    private final long inMemory;

    ImageReader(PredictionOptions options, long inMemory) {
        this.reader = new PartReader(options);
        this.inMemory = inMemory;
    }

    /**
     * Reads to the end of what is needed.
     *
     * @param name the file's name, shown as its only part
     * @throws ArchiveRefusedException if it is none of these, damaged, or too large
     */
    ImageDescription read(String name, InputStream file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, MAGIC);
        byte[] start = in.readNBytes(MAGIC);
        in.unread(start);
        if (DebianPackage.isOne(start)) {
            return readPackage(in);
        }
        ImagePart part = part(name, in);
        return new ImageDescription(part.kind(), null, List.of(part));
    }

    private ImageDescription readPackage(InputStream in) throws IOException {
        List<ImagePart> parts = new ArrayList<>();
        DebianPackage read = DebianPackage.read(in, ArchiveLimits.DEFAULT, (path, _, content) -> {
            if (BOOTS.matcher(path).matches()) {
                if (parts.size() == MAX_PARTS) {
                    throw new ArchiveRefusedException("more than " + MAX_PARTS + " files in it boot");
                }
                parts.add(part(path, content));
            }
        });
        if (parts.isEmpty()) {
            throw new ArchiveRefusedException("the package holds no kernel and no EFI program");
        }
        return new ImageDescription(ImageKind.DEBIAN_PACKAGE, read, parts);
    }

    private ImagePart part(String path, InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(Math.toIntExact(inMemory));
        if (content.read() >= 0) {
            throw new ArchiveRefusedException("a file in it has more than " + inMemory + " bytes");
        }
        try {
            return reader.read(path, Bytes.of(bytes));
        } catch (MalformedException e) {
            throw new ArchiveRefusedException("it is malformed: " + e.getMessage());
        }
    }
}
