package dev.touchstone.server.dashboard.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

    @Test
    void plain_text_in_any_script_stays_as_it_is() {
        assertThat(Visible.text("root=UUID=1 ünï 漢字 עברית 🗝")).isEqualTo("root=UUID=1 ünï 漢字 עברית 🗝");
    }

    @Test
    void control_characters_are_seen() {
        assertThat(Visible.text("a\0b\nc\033[31m\177")).isEqualTo("a␀b␊c␛[31m␡");
    }

    @Test
    void what_turns_text_around_or_hides_in_it_is_named() {
        assertThat(Visible.text("kernel\u202Efig.efi")).isEqualTo("kernel⟨U+202E⟩fig.efi");
        assertThat(Visible.text("a\u200Bb\u2066c\uFEFF\u00A0d\u2028"))
                .isEqualTo("a⟨U+200B⟩b⟨U+2066⟩c⟨U+FEFF⟩⟨U+00A0⟩d⟨U+2028⟩");
        assertThat(Visible.text("\uD800 \uDBFF\uDFFF")).isEqualTo("⟨U+D800⟩ ⟨U+10FFFF⟩");
    }

    @Test
    void long_text_ends_and_says_so() {
        assertThat(Visible.text("x".repeat(1000))).isEqualTo("x".repeat(1000));
        assertThat(Visible.text("🗝".repeat(2500))).isEqualTo("🗝".repeat(1000) + "… (3,000 more characters)");
    }
}
