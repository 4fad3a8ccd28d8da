package dev.touchstone.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any text is shown in one line of bounded length, within its quotes")
class PrintableFuzzTest {

    private static final int LONGEST_ESCAPE = "\\u{10ffff}".length();

    @FuzzTest(maxDuration = "20s")
    void wide(byte[] input) {
        check(new String(input, StandardCharsets.UTF_16LE));
    }

    @FuzzTest(maxDuration = "20s")
    void utf8(byte[] input) {
        check(new String(input, StandardCharsets.UTF_8));
    }

    private static void check(String text) {
        String quoted = Printable.quote(text);
        assertThat(quoted.length()).isLessThanOrEqualTo(Printable.MAX_LENGTH * LONGEST_ESCAPE + 3);
        assertThat(quoted.codePoints()).noneMatch(PrintableFuzzTest::moves);
        String inner = quoted.substring(1, quoted.length() - 1).replaceAll("\\\\[\"\\\\]", "");
        assertThat(inner).doesNotContain("\"");
        assertThat(Printable.word(text)).isIn(text, quoted);
    }

    private static boolean moves(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
    }
}
