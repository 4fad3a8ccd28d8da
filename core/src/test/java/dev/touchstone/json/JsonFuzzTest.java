package dev.touchstone.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonFuzzTest {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void what_is_accepted_another_strict_reader_reads_the_same(byte[] data) {
        Bytes text = Bytes.of(data);
        try {
            JacksonOracle.requireSame(Memory.bounded(text, Json::parse), text);
        } catch (MalformedException e) {
            // The declared refusal.
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "{\"pcr\":11,\"digests\":[{\"hashAlg\":\"sha256\",\"digest\":\"00\"}],\"content\":{\"string\":\"x\"}}",
                        "[true,false,null,-0,1.5e-7,1e999999999,\"\\uD83D\\uDE00\\n\\/é😀\"]",
                        "{\"a\":1,\"\\u0061\":2}",
                        "[[[[{\"a\":{}}]]]]")
                .map(seed -> Arguments.of((Object) seed.getBytes(StandardCharsets.UTF_8)));
    }
}
