package dev.touchstone.server.image.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** The tar archive a member of a package unpacks to: refused as soon as it is more than the limits allow. */
final class Unpacked extends CountedStream {

    private static final int MEMORY_KIB = 128 << 10; // of xz: what its strongest preset needs, twice
    private static final int BUFFER = 1 << 16;
    private static final long ALLOWANCE = 16L << 20;

    private final CountedStream packed;
    private final ArchiveLimits limits;

    private Unpacked(InputStream unpacked, CountedStream packed, ArchiveLimits limits) {
        super(unpacked);
        this.packed = packed;
        this.limits = limits;
    }

    /** What {@code member} unpacks to, packed as the end of its {@code name} says. */
    static Unpacked of(String name, InputStream member, ArchiveLimits limits) throws IOException {
        CountedStream packed = new CountedStream(new BufferedInputStream(member, BUFFER));
        InputStream unpacked = switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "tar" -> packed;
            case "gz" -> new GZIPInputStream(packed, BUFFER);
            case "xz" -> new XZInputStream(packed, MEMORY_KIB);
            case "zst" -> new ZstdInputStream(packed);
            default -> throw new ArchiveRefusedException("it is packed in a way that is not read here");
        };
        return new Unpacked(unpacked, packed, limits);
    }

    @Override
    void counted(int read) throws IOException {
        if (count() > limits.unpacked() || count() > ALLOWANCE + limits.ratio() * packed.count()) {
            throw new ArchiveRefusedException("it unpacks to more than is read: over " + count() + " bytes");
        }
    }
}
