package dev.touchstone.pcrlock;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.reference.Component;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Any bytes as a .pcrlock file give components that are written and read back the same, or a refusal")
class PcrlockDirectoryFuzzTest {

    private static final Bytes BESIDE = Bytes.ofUtf8("{\"records\":[]}");

    /** Members of our own cost little to write and some memory to keep. */
    private static final int FACTOR = 60;

    @MethodSource("files")
    @FuzzTest(maxDuration = "20s")
    void anyFile(byte[] input) throws MalformedException {
        List<Component> components;
        try {
            components = Memory.bounded(
                    Bytes.of(input),
                    FACTOR,
                    file -> PcrlockDirectory.read(
                            Map.of("400-a.pcrlock.d/1.pcrlock", file, "400-a.pcrlock.d/2.pcrlock", BESIDE)));
        } catch (MalformedException expected) {
            return; // the declared refusal
        }
        PcrlockDirectory.Export export = PcrlockDirectory.write(components);
        assertThat(export.omitted()).isEmpty();
        assertThat(PcrlockDirectory.read(export.files())).isEqualTo(components);
    }

    @MethodSource("paths")
    @FuzzTest(maxDuration = "20s")
    void anyPath(byte[] input) {
        try {
            PcrlockDirectory.read(Map.of(Bytes.of(input).toUtf8(), BESIDE));
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }

    static Stream<Arguments> files() {
        String digests = "\"digests\":[{\"hashAlg\":\"sha1\",\"digest\":\"" + "0a".repeat(20) + "\"}]";
        return Stream.of(
                        "{\"records\":[{\"pcr\":11," + digests + "}]}",
                        "{\"label\":\"a \\\"b\\u0001\",\"pcrs\":[4,12],\"records\":[{\"pcr\":11," + digests
                                + ",\"description\":\"boot phase ready\"}]}")
                .map(seed -> Arguments.of((Object) Bytes.ofUtf8(seed).toArray()));
    }

    static Stream<Arguments> paths() {
        return Stream.of("400-a.pcrlock", "400-a.pcrlock.d/b.pcrlock", "x")
                .map(seed -> Arguments.of((Object) Bytes.ofUtf8(seed).toArray()));
    }
}
