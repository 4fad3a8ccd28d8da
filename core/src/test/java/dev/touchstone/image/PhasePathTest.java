package dev.touchstone.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A path of boot phases")
class PhasePathTest {

    @Test
    void is_written_with_colons() throws MalformedException {
        PhasePath path = PhasePath.parse("enter-initrd:leave-initrd");

        assertThat(path.words()).containsExactly("enter-initrd", "leave-initrd");
        assertThat(path).hasToString("enter-initrd:leave-initrd").isEqualTo(PhasePath.SYSTEMD.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":"})
    void may_be_empty(String path) throws MalformedException {
        assertThat(PhasePath.parse(path)).isEqualTo(PhasePath.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a::b",
                ":a",
                "a:",
                "a\nb",
                "::",
                "a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a:a"
            })
    void is_refused_with_a_word_that_is_none_or_too_many(String path) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> PhasePath.parse(path));
    }
}
