package dev.touchstone.server.dashboard.frame;

import dev.touchstone.bytes.Bytes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A digest or Name, shown by its ends and copied whole. What is no long hex string is all {@code head}.
 *
 * @param middle between the ends, copied but not seen; empty for what is short
 */
public record Hex(String whole, String head, String middle, String tail) {

    private static final int END = 8;
    private static final Pattern LONG = Pattern.compile("[0-9a-f]{32,}");

    public static Hex of(String text) {
        if (!LONG.matcher(text).matches()) {
            return new Hex(text, text, "", "");
        }
        int tail = text.length() - END;
        return new Hex(text, text.substring(0, END), text.substring(END, tail), text.substring(tail));
    }

    public static @Nullable Hex ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }

    public static Hex of(Bytes bytes) {
        return of(bytes.toHex());
    }
}
