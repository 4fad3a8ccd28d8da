package dev.touchstone.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.PeBuilder;
import dev.touchstone.pcrlock.PcrlockDirectory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Any bytes are predicted, always the same and in a form that .pcrlock can say, or refused")
class PredictorFuzzTest {

    private static final PredictionOptions OPTIONS =
            PredictionOptions.of("fuzz").withCommandLine("quiet");

    @MethodSource("files")
    @FuzzTest(maxDuration = "20s")
    void anyFile(byte[] input) throws MalformedException {
        Artifact artifact;
        try {
            artifact = Artifact.of("fuzz", Bytes.of(input));
        } catch (MalformedException expected) {
            return; // the declared refusal
        }
        Prediction prediction = Predictor.predict(artifact, OPTIONS);
        assertThat(Predictor.predict(artifact, OPTIONS)).isEqualTo(prediction);
        PcrlockDirectory.Export export = PcrlockDirectory.write(prediction.components());
        assertThat(export.omitted()).isEmpty();
        assertThat(PcrlockDirectory.read(export.files())).isEqualTo(prediction.components());
    }

    static Stream<Arguments> files() {
        return Stream.of(
                        PeBuilder.uki(),
                        PeBuilder.pe32().section(".sbat", "shim,1").build(),
                        Bytes.ofUtf8("070701"))
                .map(seed -> Arguments.of((Object) seed.toArray()));
    }
}
