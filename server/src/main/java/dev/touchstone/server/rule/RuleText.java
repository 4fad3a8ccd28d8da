package dev.touchstone.server.rule;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaDigest;
import dev.touchstone.rule.KernelArgument;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of rules as text. */
final class RuleText {

    private static final String VERITY = "verity:";
    private static final int PARTS = 4;
    private static final int PART = 0xffff;

    private RuleText() {}

    /** Each read once, in order; none where the field is left out. */
    static <T> Set<T> read(@Nullable List<String> texts, Function<String, T> parse) {
        return texts == null
                ? Set.of()
                : new LinkedHashSet<>(texts.stream().map(parse).toList());
    }

    static List<String> write(Collection<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    /** {@code sha256:hex}. */
    static Digest digest(String text) {
        int colon = text.indexOf(':');
        HashAlgorithm algorithm = HashAlgorithm.ofBank(text.substring(0, Math.max(colon, 0)))
                .orElseThrow(() -> new IllegalArgumentException("a digest such as sha256:… is expected"));
        return new Digest(algorithm, Bytes.ofHex(text.substring(colon + 1)));
    }

    /** The same, of a file, or with {@code verity:} before it of its fs-verity descriptor. */
    static ImaDigest fileDigest(String text) {
        boolean verity = text.startsWith(VERITY);
        Digest digest = digest(verity ? text.substring(VERITY.length()) : text);
        return ImaDigest.of(verity ? ImaDigest.Kind.VERITY : ImaDigest.Kind.IMA, digest.algorithm(), digest.value());
    }

    static KernelArgument argument(String text) {
        return KernelArgument.of(text);
    }

    /** {@code 7.85.4555.0}: 64 bits in four parts. */
    static long version(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("a version of four numbers is expected");
        }
        long version = 0;
        for (String part : parts) {
            int number = Integer.parseInt(part);
            if (number < 0 || number > PART) {
                throw new IllegalArgumentException("a part of a version is below 65536");
            }
            version = version << Short.SIZE | number;
        }
        return version;
    }

    static String version(long version) {
        return "%d.%d.%d.%d".formatted(version >>> 48, version >>> 32 & PART, version >>> 16 & PART, version & PART);
    }
}
