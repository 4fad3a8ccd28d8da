package dev.touchstone.server.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Debian package (deb(5)).
 *
 * @param name the package: {@code linux-image-6.12.9-amd64}
 * @param version its version
 * @param architecture what it runs on
 */
public record DebianPackage(String name, String version, String architecture) {

    /** Sees the files of a package. */
    @FunctionalInterface
    public interface FileVisitor {

        /**
         * One file.
         *
         * @param path from the root: {@code /boot/vmlinuz-6.12.9-amd64}
         * @param size its bytes
         * @param content to be read now or not at all
         */
        void visit(String path, long size, InputStream content) throws IOException;
    }

    private static final int MAX_CONTROL = 1 << 20;
    private static final Pattern FIELD =
            Pattern.compile("(?m)^(Package|Version|Architecture): ([\\x21-\\x7e]{1,255})\\s*$");

    /** Whether a file that begins so claims to be a package. */
    public static boolean isOne(byte[] start) {
        return Arrays.equals(
                start, 0, Math.min(start.length, ArReader.MAGIC.length), ArReader.MAGIC, 0, ArReader.MAGIC.length);
    }

    /**
     * Reads a package once, from start to end.
     *
     * @param visitor sees each regular file
     * @throws ArchiveRefusedException if it is no package, is damaged, or is more than {@code limits} allow
     */
    public static DebianPackage read(InputStream in, ArchiveLimits limits, FileVisitor visitor) throws IOException {
        try {
            ArReader members = new ArReader(in);
            requireFormat(member(members, "debian-binary"));
            DebianPackage read = control(member(members, "control.tar"), limits);
            files(member(members, "data.tar"), limits, visitor);
            return read;
        } catch (ArchiveRefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new ArchiveRefusedException("it cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** The next member, which must be this one: those whose names begin with {@code _} may stand between. */
    private static ArReader.Member member(ArReader members, String name) throws IOException {
        for (Optional<ArReader.Member> next = members.next(); next.isPresent(); next = members.next()) {
            ArReader.Member member = next.get();
            if (member.name().equals(name) || member.name().startsWith(name + ".")) {
                return member;
            }
            if (!member.name().startsWith("_")) {
                break;
            }
        }
        throw new ArchiveRefusedException("it has no " + name + " where one belongs");
    }

    private static void requireFormat(ArReader.Member member) throws IOException {
        if (!new String(member.content().readNBytes(16), StandardCharsets.US_ASCII).startsWith("2.")) {
            throw new ArchiveRefusedException("its format is not 2.0");
        }
    }

    private static DebianPackage control(ArReader.Member member, ArchiveLimits limits) throws IOException {
        try (InputStream unpacked = Unpacked.of(member.name(), member.content(), limits)) {
            TarReader tar = new TarReader(unpacked, limits.entries());
            for (var file = tar.next(); file.isPresent(); file = tar.next()) {
                if (file.get().path().equals("./control") || file.get().path().equals("control")) {
                    return of(new String(file.get().content().readNBytes(MAX_CONTROL), StandardCharsets.UTF_8));
                }
            }
        }
        throw new ArchiveRefusedException("it has no control file");
    }

    private static DebianPackage of(String control) throws ArchiveRefusedException {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(control);
        while (matcher.find()) {
            fields.putIfAbsent(matcher.group(1), matcher.group(2));
        }
        String name = fields.get("Package");
        String version = fields.get("Version");
        String architecture = fields.get("Architecture");
        if (name == null || version == null || architecture == null) {
            throw new ArchiveRefusedException("its control file names no package, version or architecture");
        }
        return new DebianPackage(name, version, architecture);
    }

    private static void files(ArReader.Member member, ArchiveLimits limits, FileVisitor visitor) throws IOException {
        try (InputStream unpacked = Unpacked.of(member.name(), member.content(), limits)) {
            TarReader tar = new TarReader(unpacked, limits.entries());
            for (var next = tar.next(); next.isPresent(); next = tar.next()) {
                TarReader.TarFile file = next.get();
                visitor.visit(fromRoot(file.path()), file.size(), file.content());
            }
        }
    }

    private static String fromRoot(String path) {
        String relative = path.startsWith("./") ? path.substring(2) : path;
        return relative.startsWith("/") ? relative : "/" + relative;
    }
}
