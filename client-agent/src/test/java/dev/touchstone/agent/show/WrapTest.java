package dev.touchstone.agent.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {

    @Test
    void breaks_at_spaces() {
        assertThat(Wrap.at(9, "one two three")).containsExactly("one two", "three");
        assertThat(Wrap.at(7, "one two three")).containsExactly("one two", "three");
    }

    @Test
    void breaks_a_long_name_after_a_comma_or_slash_and_a_longer_word_anywhere() {
        assertThat(Wrap.at(8, "/a/bc,defghijklmnop")).containsExactly("/a/bc,", "defghijk", "lmnop");
    }

    @Test
    void gives_the_first_line_less_room_where_columns_stand_before_it() {
        assertThat(Wrap.at(4, 9, "one two three")).containsExactly("one", "two three");
    }

    @Test
    void never_cuts_a_character_in_two() {
        assertThat(Wrap.at(2, "😀😀😀")).containsExactly("😀😀", "😀");
    }

    @Test
    void loses_nothing_but_the_spaces_it_breaks_at() {
        String text = "a  \"quoted   spaces\"  /and/a/path,that/is,long  ";
        for (int width = 1; width < 60; width++) {
            assertThat(String.join("", Wrap.at(width, text)).replace(" ", "")).isEqualTo(text.replace(" ", ""));
        }
    }
}
