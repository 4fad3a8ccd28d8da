package dev.touchstone.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("JSON (RFC 8259)")
class JsonTest {

    private static final String DOCUMENT = """
            {"pcr":11,"digests":[{"hashAlg":"sha256","digest":"00ff"},[],{}],
             "esc":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00é€😀","n":[-0,1.5,-2E+7,3e-2],"t":true,"f":false,"z":null}""";

    @Test
    void every_kind_of_value_is_read_as_another_strict_reader_reads_it() throws MalformedException {
        Bytes text = Bytes.ofUtf8(DOCUMENT);
        JacksonOracle.requireSame(Json.parse(text), text);
    }

    @Test
    void escapes_stand_for_their_characters() throws MalformedException {
        assertThat(parse(DOCUMENT).asObject("document").string("esc")).isEqualTo("\"\\/\b\f\n\r\té😀é€😀");
    }

    @Test
    void members_keep_their_order() throws MalformedException {
        assertThat(parse("{\"z\":1,\"a\":2,\"m\":3}")
                        .asObject("document")
                        .members()
                        .keySet())
                .containsExactly("z", "a", "m");
    }

    @Test
    void a_text_cut_anywhere_is_refused() {
        Bytes text = Bytes.ofUtf8(DOCUMENT);
        for (int length = 0; length < text.length(); length++) {
            Bytes cut = text.slice(0, length);
            assertThatThrownBy(() -> Json.parse(cut))
                    .as("cut at %d", length)
                    .isInstanceOfSatisfying(
                            MalformedException.class,
                            e -> assertThat(e.offset()).isBetween(0, cut.length()));
        }
    }

    @Test
    void a_byte_too_many_anywhere_never_escapes_as_another_error() {
        Bytes text = Bytes.ofUtf8(DOCUMENT);
        for (int at = 0; at <= text.length(); at++) {
            for (int octet : new int[] {0x00, 0x22, 0x2c, 0x5c, 0x7b, 0x80, 0xff}) {
                Bytes altered = Bytes.concat(text.slice(0, at), Bytes.of((byte) octet), text.slice(at, text.length()));
                try {
                    JacksonOracle.requireSame(Json.parse(altered), altered);
                } catch (MalformedException e) {
                    assertThat(e.offset()).isBetween(0, altered.length());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "nulll",
                "True",
                "NaN",
                "Infinity",
                "'a'",
                "a",
                "1 2",
                "{} {}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1",
                "]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{1:1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "[}",
                "{]",
                "/**/1",
                "1//",
                "\"",
                "\"\\",
                "\"\\x41\"",
                "\"\\u12\"",
                "\"\\u00g0\"",
                "\"\\U0041\"",
                "\"a\nb\"",
                "\"a\tb\"",
                "\"\u0000\"",
                "\uFEFF{}",
                "\u00a01",
                "\f1"
            })
    void what_the_grammar_lacks_is_refused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01", "-01", "00", "+1", "-", "--1", ".5", "1.", "1.e1", "1e", "1e+", "1e+-1", "0x10", "1_000", "1,0",
                "-a", "1a", "١"
            })
    void numbers_are_written_as_section_6_has_it(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\uD800\"",
                "\"\\uDC00\"",
                "\"\\uDC00\\uD800\"",
                "\"\\uD800\\uD800\"",
                "\"\\uD800x\"",
                "\"\\uD800\\n\"",
                "\"\\uD83D😀\"",
                "\"\\uD800\\u0041\"",
                "{\"\\uD800\":1}"
            })
    void an_escaped_lone_surrogate_is_refused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @CsvSource({
        "overlong, c0af",
        "surrogate, eda080",
        "pair of surrogates, eda0bdedb880",
        "past U+10FFFF, f4908080",
        "cut sequence, e282",
        "lone continuation, 80",
        "never a byte of UTF-8, ff"
    })
    void ill_formed_UTF_8_is_refused(String what, String hex) {
        Bytes quote = Bytes.ofUtf8("\"");
        assertThatThrownBy(() -> Json.parse(Bytes.concat(quote, Bytes.ofHex(hex), quote)))
                .as(what)
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"b\":2,\"\\u0061\":3}",
                "[{\"\":1,\"\":2}]",
                "{\"x\":{\"a\":1,\"a\":2}}"
            })
    void a_duplicate_key_is_refused_however_it_is_written(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void the_same_key_in_two_objects_is_no_duplicate() throws MalformedException {
        assertThat(parse("[{\"a\":1},{\"a\":{\"a\":2}}]")).isInstanceOf(JsonArray.class);
    }

    @Test
    void nesting_ends_at_the_limit() throws MalformedException {
        assertThat(parse("[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH)))
                .isInstanceOf(JsonArray.class);
        assertRefused("[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":[", "[[],"})
    void a_million_levels_are_refused_without_exhausting_the_stack(String level) {
        assertRefused(level.repeat(1_000_000));
    }

    @Test
    void a_number_of_64_characters_is_kept_as_text_and_one_of_65_is_refused() throws MalformedException {
        String longest = "1" + "0".repeat(Json.MAX_NUMBER_LENGTH - 1);
        assertThat(parse(longest)).isEqualTo(new JsonNumber(longest));
        assertRefused(longest + "0");
        assertRefused("9".repeat(1_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e-999999999",
                "1.0",
                "1e0",
                "0.1",
                "9223372036854775808",
                "-9223372036854775809"
            })
    void a_number_that_is_no_whole_one_of_64_bits_is_kept_but_gives_no_long(String text) throws MalformedException {
        JsonNumber number = (JsonNumber) parse(text);
        assertThat(number.text()).isEqualTo(text);
        assertThatThrownBy(number::asLong)
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "9223372036854775807", "-9223372036854775808"})
    void a_whole_number_of_64_bits_is_exact(long value) throws MalformedException {
        assertThat(((JsonNumber) parse(Long.toString(value))).asLong()).isEqualTo(value);
    }

    @Test
    void a_string_may_be_as_long_as_the_input() throws MalformedException {
        String text = "é".repeat(1_000_000);
        assertThat(parse("\"" + text + "\"")).isEqualTo(new JsonString(text));
    }

    @Test
    void values_are_counted_so_that_a_small_text_cannot_take_much_memory() throws MalformedException {
        int most = Json.VALUES_ALLOWANCE * Json.BYTES_A_VALUE / (Json.BYTES_A_VALUE - 2) - 8;
        assertThat(parse("[" + "0,".repeat(most) + "0]")).isInstanceOf(JsonArray.class);
        assertRefused("[" + "0,".repeat(most + 16) + "0]");
    }

    @Test
    void a_refusal_says_where() {
        assertThatThrownBy(() -> parse("{\"a\":\u0001}"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.offset()).isEqualTo(5))
                .hasMessage("expected a value, found byte 0x01");
    }

    @Test
    void what_was_read_cannot_be_changed() throws MalformedException {
        Map<String, JsonValue> members = parse("{\"a\":1}").asObject("document").members();
        assertThatThrownBy(() -> members.put("b", new JsonNull())).isInstanceOf(UnsupportedOperationException.class);
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedException.class);
    }

    private static JsonValue parse(String text) throws MalformedException {
        return Json.parse(Bytes.ofUtf8(text));
    }
}
