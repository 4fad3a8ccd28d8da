package dev.touchstone.agent.show;

import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.Printable;
import dev.touchstone.event.EventString;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Facts hold what was measured, raw: this makes it printable, and short. */
final class Words {

    private static final int SHORT_DIGEST = 12;
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,+]+)(?:,|$)");

    private Words() {}

    static String quote(String text) {
        return Printable.quote(text, EventString.MAX_LENGTH);
    }

    /** Printable, without quotes around it: for names people chose, not logs. */
    static String plain(String text) {
        String quoted = quote(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    static String path(String devicePath) {
        return quote(devicePath.replace("/\\", "/").replace('\\', '/'));
    }

    /** The file a device path ends with. */
    static Optional<String> file(String devicePath) {
        int separator = devicePath.lastIndexOf('\\');
        return separator < 0 ? Optional.empty() : Optional.of(Printable.word(devicePath.substring(separator + 1)));
    }

    /** A subject's common name; all of it where escapes or quotes could make another attribute look like one. */
    static String name(String subject) {
        if (subject.indexOf('\\') >= 0 || subject.indexOf('"') >= 0) {
            return quote(subject);
        }
        Matcher matcher = COMMON_NAME.matcher(subject);
        return quote(matcher.find() ? matcher.group(1) : subject);
    }

    static String digest(Digest digest, boolean whole) {
        String hex = digest.value().toHex();
        return digest.algorithm().bank() + ":" + (whole ? hex : hex.substring(0, SHORT_DIGEST) + "…");
    }

    static String count(long count, String one) {
        return count + " " + (count == 1 ? one : one.endsWith("sh") ? one + "es" : one + "s");
    }
}
