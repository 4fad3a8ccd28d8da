package dev.touchstone.server.image.archive;

/**
 * How much of a package is read.
 *
 * @param entries files, directories and links in it
 * @param unpacked bytes it unpacks to
 * @param ratio bytes one packed byte may unpack to, beyond an allowance for small packages
 */
public record ArchiveLimits(int entries, long unpacked, int ratio) {

    /** Several times what the largest kernel package has. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(200_000, 8L << 30, 100);
}
