package dev.touchstone.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A JSON object's members")
class JsonObjectTest {

    private final JsonObject object = read();

    private static JsonObject read() {
        try {
            return Json.parse(Bytes.ofUtf8("{\"o\":{},\"a\":[1],\"s\":\"x\",\"n\":7,\"f\":1.5,\"b\":true,\"z\":null}"))
                    .asObject("document");
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void are_read_by_their_kind() throws MalformedException {
        assertThat(object.object("o").members()).isEmpty();
        assertThat(object.array("a").elements()).containsExactly(new JsonNumber("1"));
        assertThat(object.string("s")).isEqualTo("x");
        assertThat(object.integer("n")).isEqualTo(7);
        assertThat(object.bool("b")).isTrue();
        assertThat(object.optionalString("s")).contains("x");
        assertThat(object.optionalInteger("n")).hasValue(7);
        assertThat(object.optionalString("none")).isEmpty();
        assertThat(object.optionalInteger("none")).isEmpty();
        assertThat(object.get("z")).contains(new JsonNull());
    }

    @Test
    void are_refused_by_name_when_missing_or_of_another_kind() {
        refused(() -> object.string("none"), "none is missing");
        refused(() -> object.object("s"), "s must be an object, not a string");
        refused(() -> object.array("o"), "o must be an array, not an object");
        refused(() -> object.string("n"), "n must be a string, not a number");
        refused(() -> object.integer("b"), "b must be a number, not a boolean");
        refused(() -> object.integer("f"), "f must be a whole number of 64 bits, not 1.5");
        refused(() -> object.bool("a"), "a must be a boolean, not an array");
    }

    @Test
    void that_are_null_do_not_count_as_absent() {
        refused(() -> object.optionalString("z"), "z must be a string, not null");
        refused(() -> object.optionalInteger("z"), "z must be a number, not null");
    }

    private static void refused(ThrowingCallable access, String message) {
        assertThatThrownBy(access).isInstanceOf(MalformedException.class).hasMessage(message);
    }
}
