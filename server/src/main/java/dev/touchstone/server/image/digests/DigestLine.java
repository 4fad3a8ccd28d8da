package dev.touchstone.server.image.digests;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a list, as {@code sha256sum} writes it, as IMA's {@code ascii_runtime_measurements} has it, or as a JSON
 * object {@code {"digest":"sha256:hex","path":"/usr/bin/true"}}.
 */
final class DigestLine {

    /** {@code hex path}; a backslash before it says that the path has escapes. */
    private static final Pattern SUM = Pattern.compile("(\\\\?)([0-9a-fA-F]{32,128}) [ *](.+)");

    /** {@code 10 template-hash template file-hash rest}. */
    private static final Pattern IMA = Pattern.compile("\\d{1,2} [0-9a-f]{40,128} (ima[a-z0-9-]*) (\\S+) (.+)");

    private static final Pattern NAMED = Pattern.compile("(?:(?:ima|verity):)?([a-z0-9_]{1,16}):([0-9a-fA-F]+)");
    private static final String BOOT_AGGREGATE = "boot_aggregate";

    private DigestLine() {}

    /**
     * The file a line names; empty for one of IMA's that is not of a file's content, or of the host's own boot.
     *
     * @throws IllegalArgumentException if it is no such line
     */
    static Optional<FileDigest> parse(String line) {
        if (line.startsWith("{")) {
            return Optional.of(JsonLine.parse(line));
        }
        Matcher sum = SUM.matcher(line);
        if (sum.matches()) {
            String path = sum.group(1).isEmpty() ? sum.group(3) : unescaped(sum.group(3));
            return Optional.of(new FileDigest(ofLength(sum.group(2)), path));
        }
        Matcher ima = IMA.matcher(line);
        if (ima.matches()) {
            return measured(ima.group(1), ima.group(2), ima.group(3));
        }
        throw new IllegalArgumentException("it is neither sha256sum's, nor IMA's, nor a JSON object");
    }

    /** A digest written {@code sha256:hex}. */
    static Digest named(String text) {
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            throw new IllegalArgumentException("a digest is written sha256:hex");
        }
        HashAlgorithm algorithm = HashAlgorithm.ofBank(named.group(1))
                .orElseThrow(() -> new IllegalArgumentException("the digest's algorithm is not known"));
        return digest(algorithm, named.group(2));
    }

    private static Optional<FileDigest> measured(String template, String digest, String rest) {
        String path = switch (template) {
            case "ima-ng", "ima-ngv2" -> rest;
            case "ima-sig", "ima-sigv2" -> rest.substring(0, Math.max(rest.lastIndexOf(' '), 0));
            case "ima-buf" -> "";
            default -> throw new IllegalArgumentException("lines of template " + template + " are not read");
        };
        // fs-verity's is a digest of another thing than the file's bytes, and a violation has none.
        boolean passedOver = path.isEmpty()
                || path.equals(BOOT_AGGREGATE)
                || digest.startsWith("verity:")
                || digest.matches("[^:]*:?[^:]*:0+");
        return passedOver ? Optional.empty() : Optional.of(new FileDigest(named(digest), path));
    }

    private static Digest ofLength(String hex) {
        return switch (hex.length()) {
            case 40 -> digest(HashAlgorithm.SHA1, hex);
            case 64 -> digest(HashAlgorithm.SHA256, hex);
            case 96 -> digest(HashAlgorithm.SHA384, hex);
            case 128 -> digest(HashAlgorithm.SHA512, hex);
            default -> throw new IllegalArgumentException("no digest known here has " + hex.length() + " hex digits");
        };
    }

    private static Digest digest(HashAlgorithm algorithm, String hex) {
        if (hex.length() != 2 * algorithm.size()) {
            throw new IllegalArgumentException(
                    "a digest by " + algorithm.jcaName() + " has " + algorithm.size() + " bytes");
        }
        return new Digest(algorithm, Bytes.ofHex(hex));
    }

    /** As coreutils escapes: backslash, line feed and carriage return. */
    private static String unescaped(String path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\' && i + 1 < path.length()) {
                char escaped = path.charAt(++i);
                text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
