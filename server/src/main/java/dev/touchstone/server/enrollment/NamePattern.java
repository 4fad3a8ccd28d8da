package dev.touchstone.server.enrollment;

import dev.touchstone.server.problem.Refusal;
import java.util.regex.Pattern;

/** Which host names a token may grant: literal but for {@code *}, any characters, and {@code ?}, any one. */
record NamePattern(String text) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._*?-]{1,253}");

    static NamePattern of(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            throw new Refusal(
                    400,
                    "name-pattern-invalid",
                    "A name pattern has letters, digits, dots, hyphens, underscores, * and ?.");
        }
        return new NamePattern(text);
    }

    /** Matches in time linear in both lengths' product: a star only ever restarts at its last place. */
    boolean matches(String name) {
        int at = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = n;
            } else if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(n))) {
                at++;
                n++;
            } else if (star >= 0) {
                at = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
