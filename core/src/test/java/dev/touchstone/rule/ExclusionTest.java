package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An exclusion's pattern")
class ExclusionTest {

    private static boolean matches(String pattern, String path) {
        return new Exclusion(pattern, Instant.MAX).matcher().matches(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a, true",
        "/a, /ab, false",
        "/a*, /a, true",
        "/a/*, /a/b/c, true",
        "/a/*, /ab, false",
        "/a*a, /a, false",
        "/a*a, /aa, true",
        "/*.pyc, /lib/x.pyc, true",
        "/*.pyc, /lib/x.pyc2, false",
        "/a*b*b, /ab, false",
        "/a*b*b, /abb, true",
        "/a**b, /ab, true",
        "/a.c, /abc, false"
    })
    void stands_for_the_whole_path(String pattern, String path, boolean matches) {
        assertThat(matches(pattern, path)).isEqualTo(matches);
    }

    @Test
    void agrees_with_a_regular_expression_on_every_short_path() {
        for (String pattern :
                Stream.of("/*", "/a*", "/*a*b", "/a*b*a", "/*ab*ab*").toList()) {
            Pattern oracle = Pattern.compile(
                    Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            for (int number = 0; number < 1 << 13; number++) {
                String path =
                        "/" + Integer.toBinaryString(number).replace('0', 'a').replace('1', 'b');
                assertThat(matches(pattern, path))
                        .as(pattern + " " + path)
                        .isEqualTo(oracle.matcher(path).matches());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a", "/*********"})
    void is_refused_where_it_is_no_path_or_has_too_many_stars(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Exclusion(pattern, Instant.MAX));
    }
}
