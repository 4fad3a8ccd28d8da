package dev.touchstone.pcrlock;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path says: a component, and a variant if it lies in the component's folder.
 *
 * @param number the component's number
 * @param name the component's name
 * @param variant the variant's file name without its ending
 */
record FileName(int number, String name, Optional<String> variant) {

    static final String ENDING = ".pcrlock";

    /** As systemd sorts: by bytes, the component first. */
    static final Comparator<FileName> ORDER = Comparator.comparing((FileName f) -> Bytes.ofUtf8(f.component()))
            .thenComparing(f -> Bytes.ofUtf8(f.variant.orElse("")));

    private static final String WORD = "[0-9A-Za-z_][0-9A-Za-z._+@-]{0,127}";
    private static final Pattern PLAIN = Pattern.compile(WORD);
    private static final Pattern PATH =
            Pattern.compile("([0-9]{3})-(" + WORD + ")\\.pcrlock(?:\\.d/(" + WORD + ")\\.pcrlock)?");

    /** Whether systemd would read the file at all. */
    static boolean isRead(String path) {
        return path.endsWith(ENDING);
    }

    static FileName of(String path) throws MalformedException {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            throw new MalformedException(
                    0, Printable.quote(path) + " is neither NNN-name.pcrlock nor NNN-name.pcrlock.d/variant.pcrlock");
        }
        return new FileName(
                Integer.parseInt(matcher.group(1)), matcher.group(2), Optional.ofNullable(matcher.group(3)));
    }

    /** {@code 400-boot-loader}. */
    String component() {
        return "%03d-%s".formatted(number, name);
    }

    String path() {
        return component() + ENDING + variant.map(v -> ".d/" + v + ENDING).orElse("");
    }

    /** What the variant is called if the file does not say. */
    String label() {
        return variant.orElse(name);
    }

    static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }

    /** {@code text} as it can stand in a file name. */
    static String plain(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z._]+", "-").replaceAll("^[-.]+|-+$", "");
        return plain.isEmpty() ? "variant" : plain.substring(0, Math.min(plain.length(), 64));
    }
}
