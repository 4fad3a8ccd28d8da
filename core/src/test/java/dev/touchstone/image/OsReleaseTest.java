package dev.touchstone.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Vectors;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An os-release")
class OsReleaseTest {

    @Test
    void names_distribution_and_image() {
        String text = Vectors.bytes(Vectors.shared("lab-systemd262/uki.osrel")).toUtf8();

        assertThat(OsRelease.of(text))
                .isEqualTo(new OsRelease(
                        Optional.of("touchstone-lab"),
                        Optional.of("2026.11.1"),
                        Optional.of("touchstone-lab"),
                        Optional.of("2026.11.1")));
    }

    @ParameterizedTest(name = "[{0}] is [{1}]")
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "debian, debian",
                "\"13 (trixie)\", 13 (trixie)",
                "'it\\s', it\\s",
                "\"a \\\"b\\\" \\$c \\\\\", a \"b\" $c \\",
                "\"open, open",
                "'open, open",
                "a\\ b, a b",
                "\"x\" # more, x",
            })
    void is_quoted_as_in_a_shell(String written, String meant) {
        assertThat(OsRelease.of("ID=" + written).id()).contains(meant);
    }

    @Test
    void may_hold_comments_and_other_lines_and_the_last_assignment_counts() {
        String text = "# ID=comment\n\nnonsense\n=x\nID=first\nXID=no\r\n  ID=last  \r\nVERSION_ID=\n";

        assertThat(OsRelease.of(text))
                .isEqualTo(new OsRelease(Optional.of("last"), Optional.of(""), Optional.empty(), Optional.empty()));
    }
}
