package dev.touchstone.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that need no approval for a while. A path is what the kernel saw: whoever may mount can put anything there.
 *
 * @param pattern of the whole path; {@code *} stands for any characters, {@code /} too
 * @param expires from when on it excludes nothing
 */
public record Exclusion(String pattern, Instant expires) {

    private static final int MAX_LENGTH = 256;
    private static final int MAX_STARS = 8;

    public Exclusion {
        Listed.require(
                pattern.startsWith("/") && pattern.length() <= MAX_LENGTH,
                "a pattern starts with / and has %d characters at most".formatted(MAX_LENGTH));
        Listed.require(
                pattern.chars().filter(c -> c == '*').count() <= MAX_STARS,
                "a pattern has %d * at most".formatted(MAX_STARS));
    }

    boolean isInForce(Instant at) {
        return at.isBefore(expires);
    }

    /** Makes it ready to match many. */
    Matcher matcher() {
        return new Matcher(List.of(pattern.split("\\*", -1)));
    }

    /** Each part is looked for once, behind the one before: no way back, so no way to make it slow. */
    record Matcher(List<String> parts) {

        Matcher {
            parts = List.copyOf(new ArrayList<>(parts));
        }

        boolean matches(String path) {
            String first = parts.getFirst();
            String last = parts.getLast();
            if (parts.size() == 1) {
                return path.equals(first);
            }
            if (path.length() < first.length() + last.length() || !path.startsWith(first) || !path.endsWith(last)) {
                return false;
            }
            int at = first.length();
            int end = path.length() - last.length();
            for (String part : parts.subList(1, parts.size() - 1)) {
                int found = path.indexOf(part, at);
                if (found < 0 || found + part.length() > end) {
                    return false;
                }
                at = found + part.length();
            }
            return true;
        }
    }
}
