package dev.touchstone.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TextViewTest {

    @Test
    void a_list_is_a_table_of_what_is_simple_in_it() {
        assertThat(
                        shown(
                                "{\"hosts\":[{\"name\":\"a\",\"labels\":{\"x\":\"y\"},\"n\":1},{\"name\":\"longer\",\"n\":22}]}"))
                .isEqualTo("name    n\na       1\nlonger  22\n");
        assertThat(shown("{\"hosts\":[]}")).isEqualTo("none\n");
    }

    @Test
    void anything_else_is_names_and_values() {
        assertThat(shown("{\"name\":\"a\",\"labels\":{\"x\":\"y\"},\"pcrs\":[1,2]}"))
                .isEqualTo("name: a\nlabels:\n  x: y\npcrs:\n  -: 1\n  -: 2\n");
    }

    @Test
    void nothing_a_host_calls_itself_moves_the_cursor_or_adds_a_row() {
        assertThat(shown("[{\"name\":\"\\u001b[2J\\nroot\\u202e\"}]")).isEqualTo("name\n�[2J root�\n");
        assertThat(shown("{\"a\":\"\\u001b]0;x\\u0007\",\"b\":1}")).isEqualTo("a: �]0;x�\nb: 1\n");
    }

    private static String shown(String json) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new TextView(out).show(JsonMapper.shared().readTree(json));
        out.flush();
        return text.toString();
    }
}
