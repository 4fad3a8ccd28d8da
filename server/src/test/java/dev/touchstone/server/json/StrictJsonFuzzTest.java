package dev.touchstone.server.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class StrictJsonFuzzTest {

    private static final JsonMapper MAPPER = mapper();

    record Message(
            Bytes blob,
            HexBytes digest,
            UUID id,
            Instant at,
            List<HexBytes> known,
            Map<String, String> labels,
            @Nullable Bytes optional) {}

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder().addModule(StrictJson.types());
        StrictJson.makeStrict(builder);
        return builder.build();
    }

    /** Whatever is read is written so that it reads the same; everything else is refused in the one declared way. */
    @FuzzTest(maxDuration = "20s")
    void any_text_is_a_message_or_refused(byte[] json) {
        Message message;
        try {
            message = MAPPER.readValue(json, Message.class);
        } catch (JacksonException _) {
            return;
        }
        if (!MAPPER.readValue(MAPPER.writeValueAsBytes(message), Message.class).equals(message)) {
            throw new AssertionError(message);
        }
    }
}
