package dev.touchstone.image;

import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How far a boot has come: the words systemd measured into PCR 11 so far (systemd-pcrphase.service(8)).
 *
 * @param words in the order measured; none when the stub hands over
 */
public record PhasePath(List<String> words) {

    /** Words a path may have. */
    public static final int MAX_WORDS = 32;

    /** As the stub leaves it. */
    public static final PhasePath NONE = new PhasePath(List.of());

    /** What systemd-measure predicts and signs unless told otherwise: from the initrd to the system being up. */
    public static final List<PhasePath> SYSTEMD = upTo("enter-initrd", "leave-initrd", "sysinit", "ready");

    /** The same of a system whose initrd is the system, or that has none. */
    public static final List<PhasePath> SYSTEMD_WITHOUT_INITRD = upTo("sysinit", "ready");

    private static final Pattern WORD = Pattern.compile("[^:\\p{Cntrl}]{1,128}");

    public PhasePath {
        words = List.copyOf(words);
    }

    private static List<PhasePath> upTo(String... words) {
        List<String> all = Arrays.asList(words);
        return IntStream.rangeClosed(1, words.length)
                .mapToObj(n -> new PhasePath(all.subList(0, n)))
                .toList();
    }

    /** The path written as {@code enter-initrd:leave-initrd}; the empty text and {@code :} are {@link #NONE}. */
    public static PhasePath parse(String path) throws MalformedException {
        if (path.isEmpty() || path.equals(":")) {
            return NONE;
        }
        String[] words = path.split(":", MAX_WORDS + 1);
        if (words.length > MAX_WORDS) {
            throw new MalformedException(0, "more than " + MAX_WORDS + " phases");
        }
        for (String word : words) {
            if (!WORD.matcher(word).matches()) {
                throw new MalformedException(0, Printable.quote(word) + " is no phase");
            }
        }
        return new PhasePath(List.of(words));
    }

    /** The words joined by colons. */
    @Override
    public String toString() {
        return String.join(":", words);
    }
}
