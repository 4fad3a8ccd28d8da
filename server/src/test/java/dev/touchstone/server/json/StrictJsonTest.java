package dev.touchstone.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class StrictJsonTest {

    private final JsonMapper mapper = mapper();

    record Message(
            Bytes blob,
            List<HexBytes> known,
            Map<String, String> labels,
            @Nullable Bytes optional,
            int number) {}

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder().addModule(StrictJson.types());
        StrictJson.makeStrict(builder);
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAE=", "AAE", "AAEC", ""})
    void base64_is_read_with_padding_or_without(String text) {
        assertThat(mapper.readValue('"' + text + '"', Bytes.class).toBase64().replace("=", ""))
                .isEqualTo(text.replace("=", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\" AAE=\"",
                "\"AAE =\"",
                "\"AAE=AAE=\"",
                "\"AAE==\"",
                "\"A\"",
                "\"AAF=\"",
                "\"_-8=\"",
                "\"AA\\nE=\"",
                "1",
                "null",
                "[]",
                "true"
            })
    void what_is_not_plain_base64_is_refused(String json) {
        assertThatThrownBy(() -> mapper.readValue(json, Bytes.class)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "\"0x12\"", "\"zz\"", "12", "null", "\" 12\""})
    void what_is_not_plain_hex_is_refused(String json) {
        assertThatThrownBy(() -> mapper.readValue(json, HexBytes.class)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"1-1-1-1-1\"",
                "\"VQ6EAOKbQdSnFkRmVUQAAA==\"",
                "\"{550e8400-e29b-41d4-a716-446655440000}\"",
                "\"550e8400e29b41d4a716446655440000\"",
                "null",
                "7"
            })
    void a_uuid_has_one_spelling(String json) {
        assertThatThrownBy(() -> mapper.readValue(json, UUID.class)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700000000",
                "\"1700000000\"",
                "\"2026-11-24\"",
                "\"2026-11-24T08:00:00\"",
                "\"\"",
                "null",
                "\"2026-11-24T08:00:00+01:00\"",
                "\"2026-13-24T08:00:00Z\"",
                "\"2026-11-24T08:00Z\""
            })
    void a_time_is_rfc_3339_in_utc(String json) {
        assertThatThrownBy(() -> mapper.readValue(json, Instant.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void values_are_written_as_they_are_read() {
        assertThat(mapper.writeValueAsString(Bytes.of((byte) 0, (byte) 1))).isEqualTo("\"AAE=\"");
        assertThat(mapper.writeValueAsString(HexBytes.parse("00FF"))).isEqualTo("\"00ff\"");
        assertThat(mapper.writeValueAsString(Instant.parse("2026-11-24T08:00:00Z")))
                .isEqualTo("\"2026-11-24T08:00:00Z\"");
        assertThat(mapper.readValue("\"2026-11-24T08:00:00+00:00\"", Instant.class))
                .isEqualTo(Instant.parse("2026-11-24T08:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"optional\":null"})
    void a_nullable_component_may_be_absent_or_null_and_is_written_as_absent(String optional) {
        String rest = "{\"blob\":\"AA==\",\"known\":[],\"labels\":{},\"number\":1";
        Message message = mapper.readValue(rest + optional + "}", Message.class);
        assertThat(message.optional()).isNull();
        assertThat(mapper.writeValueAsString(message)).doesNotContain("optional");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"known\":[],\"labels\":{},\"number\":1}",
                "{\"blob\":\"AA==\",\"labels\":{},\"number\":1}",
                "{\"blob\":\"AA==\",\"known\":null,\"labels\":{},\"number\":1}",
                "{\"blob\":\"AA==\",\"known\":[null],\"labels\":{},\"number\":1}",
                "{\"blob\":\"AA==\",\"known\":[],\"labels\":{\"a\":null},\"number\":1}",
                "{\"blob\":\"AA==\",\"known\":[],\"labels\":{\"a\":1},\"number\":1}",
                "{\"blob\":\"AA==\",\"known\":[],\"labels\":{}}",
                "{\"blob\":null,\"known\":[],\"labels\":{},\"number\":1}"
            })
    void what_the_types_call_present_must_be_present(String json) {
        assertThatThrownBy(() -> mapper.readValue(json, Message.class)).isInstanceOf(JacksonException.class);
    }
}
