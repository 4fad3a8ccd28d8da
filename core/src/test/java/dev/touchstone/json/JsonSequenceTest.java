package dev.touchstone.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A JSON text sequence (RFC 7464)")
class JsonSequenceTest {

    @Test
    void of_no_bytes_has_no_texts() throws MalformedException {
        assertThat(split("", 0)).isEmpty();
    }

    @Test
    void gives_each_text_without_its_framing_and_where_it_began() throws MalformedException {
        assertThat(split("\u001e{}\n\u001e[1,\n2]\n", 2))
                .containsExactly(
                        new JsonSequence.Element(1, Bytes.ofUtf8("{}")),
                        new JsonSequence.Element(5, Bytes.ofUtf8("[1,\n2]")));
    }

    @Test
    void that_does_not_begin_with_a_separator_is_refused() {
        refused("{}\n", 0, "separator");
        refused("\n\u001e{}\n", 0, "separator");
    }

    @Test
    void whose_text_lacks_its_line_feed_is_refused_as_cut() {
        refused("\u001e", 1, "record 0 is cut");
        refused("\u001e{}", 3, "record 0 is cut");
        refused("\u001e{}\u001e{}\n", 3, "record 0 is cut");
        refused("\u001e{}\n\u001e", 5, "record 1 is cut");
        refused("\u001e\u001e{}\n", 1, "record 0 is cut");
    }

    @Test
    void of_more_texts_than_allowed_is_refused() throws MalformedException {
        assertThat(split("\u001e1\n".repeat(3), 3)).hasSize(3);
        assertThatThrownBy(() -> split("\u001e1\n".repeat(4), 3)).hasMessage("more than 3 records");
    }

    private static void refused(String sequence, int offset, String message) {
        assertThatThrownBy(() -> split(sequence, 10))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.offset()).isEqualTo(offset));
    }

    private static List<JsonSequence.Element> split(String sequence, int limit) throws MalformedException {
        return JsonSequence.split(Bytes.ofUtf8(sequence), limit);
    }
}
