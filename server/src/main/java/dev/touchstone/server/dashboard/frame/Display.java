package dev.touchstone.server.dashboard.frame;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How somebody likes the pages, in a cookie of theirs: whatever else it holds counts as the default.
 *
 * @param theme {@code light} or {@code dark}; {@code system} for what the system says
 * @param density {@code dense} or {@code comfortable}
 * @param keys {@code on} or {@code off}: whether single keys do anything (WCAG 2.1.4)
 */
record Display(String theme, String density, String keys) {

    static final String COOKIE = "touchstone-display";
    static final List<String> THEMES = List.of("system", "light", "dark");
    static final List<String> DENSITIES = List.of("comfortable", "dense");
    static final List<String> KEYS = List.of("on", "off");

    /** Whatever is unknown is the default. */
    static Display of(String theme, String density, String keys) {
        return new Display(known(THEMES, theme), known(DENSITIES, density), known(KEYS, keys));
    }

    static Display of(HttpServletRequest request) {
        Stream<Cookie> cookies =
                Optional.ofNullable(request.getCookies()).stream().flatMap(Arrays::stream);
        String[] words = cookies.filter(cookie -> cookie.getName().equals(COOKIE))
                .findFirst()
                .map(cookie -> cookie.getValue().split("\\.", 4))
                .orElse(new String[0]);
        return words.length == 3 ? of(words[0], words[1], words[2]) : of("", "", "");
    }

    String cookie() {
        return theme + "." + density + "." + keys;
    }

    private static String known(List<String> words, String word) {
        return words.contains(word) ? word : words.getFirst();
    }
}
