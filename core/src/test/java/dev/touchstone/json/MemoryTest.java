package dev.touchstone.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading JSON")
class MemoryTest {

    private static final int SIZE = 2 << 20;

    @ParameterizedTest(name = "of as many as there may be of {0} takes at most eight times its size, and a megabyte")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            0 | 1
            "" | 1
            [] | 1
            {} | 1
            null | 1
            {"":0} | 3
            {"a":{}} | 3
            [[]] | 2
            [0,0,0] | 4
            {"é":"é"} | 3
            {"a":0,"b":0} | 5
            """)
    void values_are_bounded(String value, int values) throws MalformedException {
        String padded = value + " ".repeat(values * Json.BYTES_A_VALUE - value.length() - 1) + ",";
        String text = "[" + padded.repeat(SIZE / padded.length()) + "0]";
        assertThat(Memory.bounded(Bytes.ofUtf8(text), Json::parse)).isInstanceOf(JsonArray.class);
    }

    @ParameterizedTest(name = "of a string made of {0} takes at most eight times its size, and a megabyte")
    @ValueSource(strings = {"\\n", "a\\n", "é\\n", "\\u00e9", "😀", "x", "\\uD83D\\uDE00"})
    void strings_are_bounded(String piece) throws MalformedException {
        Bytes text = Bytes.ofUtf8("\"" + piece.repeat(SIZE / piece.length()) + "\"");
        assertThat(Memory.bounded(text, Json::parse)).isInstanceOf(JsonString.class);
    }

    @ParameterizedTest(name = "that is refused for {0} takes no more")
    @ValueSource(strings = {"{},", "0,", "[", "{\"\":", "{\"\":0},"})
    void refusals_are_bounded(String piece) {
        Bytes text = Bytes.ofUtf8("[" + piece.repeat(SIZE / piece.length()) + "0]");
        try {
            assertThat(Memory.bounded(text, Json::parse)).isNull();
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }
}
