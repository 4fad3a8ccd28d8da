package dev.touchstone.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.pcrlock.PcrlockDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Run by {@code deploy/lab/predict}, and not with the other tests: it needs the files {@code deploy/lab/record} boots,
 * which are not kept. {@code -Dtouchstone.predicted.write=true} makes the predictions again.
 */
@DisplayName("The prediction beside a recorded boot")
class PredictionsOfLabFiles {

    @ParameterizedTest
    @ValueSource(strings = {"golden", "new-initrd", "uki-direct", "secure-boot", "stub-262", "profile-262"})
    void is_what_is_predicted_from_the_files_it_booted(String boot) throws IOException {
        Prediction prediction = LabArtifacts.predicted(boot);
        if (Boolean.getBoolean("touchstone.predicted.write")) {
            write(boot, prediction);
        }
        assertThat(prediction.components()).isEqualTo(PredictedBootsTest.predicted(boot));
    }

    private static void write(String boot, Prediction prediction) throws IOException {
        Path folder = PredictedBootsTest.folder(boot);
        if (Files.isDirectory(folder)) {
            for (Path stale : Vectors.files(folder, ".pcrlock")) {
                Files.delete(stale);
            }
        }
        for (Map.Entry<String, Bytes> file :
                PcrlockDirectory.write(prediction.components()).files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().toArray());
        }
    }
}
