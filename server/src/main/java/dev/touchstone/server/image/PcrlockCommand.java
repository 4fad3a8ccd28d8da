package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.pcrlock.PcrlockDirectory;
import dev.touchstone.prediction.Artifact;
import dev.touchstone.prediction.Prediction;
import dev.touchstone.prediction.PredictionOptions;
import dev.touchstone.prediction.Predictor;
import dev.touchstone.server.command.ExitCode;
import dev.touchstone.server.command.Output;
import dev.touchstone.server.reference.ComponentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code touchstone pcrlock}: between images and the folders systemd-pcrlock(8) reads. */
@Command(
        name = "pcrlock",
        description = "Folders of .pcrlock files, as systemd-pcrlock reads them.",
        mixinStandardHelpOptions = true)
public final class PcrlockCommand {

    private static final long MAX_FILE = 1L << 30;

    @Command(description = "Writes what a boot image will be measured as to a folder.", mixinStandardHelpOptions = true)
    int export(
            @Mixin Output output,
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--to", paramLabel = "DIR", required = true, description = "An empty or new folder.")
                    Path folder) {
        try {
            Prediction prediction = predict(file);
            PcrlockDirectory.Export export = PcrlockDirectory.write(prediction.components());
            write(export.files(), folder);
            export.omitted().forEach(output.err()::println);
            output.out().println(export.files().size() + " files written to " + folder);
            return ExitCode.OK;
        } catch (IOException | MalformedException e) {
            output.err().println(file + ": " + e.getMessage());
            return ExitCode.REFUSED;
        }
    }

    private static Prediction predict(Path file) throws IOException, MalformedException {
        if (Files.size(file) > MAX_FILE) {
            throw new IOException("it has more than " + MAX_FILE + " bytes");
        }
        String name = file.getFileName().toString();
        Artifact artifact = Artifact.of(name, Bytes.of(Files.readAllBytes(file)));
        return Predictor.predict(artifact, PredictionOptions.of(name));
    }

    /** Into a folder that has nothing yet: an old file left there would stay approved. */
    private static void write(Map<String, Bytes> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> present = Files.list(folder)) {
            if (present.findAny().isPresent()) {
                throw new IOException(folder + " is not empty");
            }
        }
        for (Map.Entry<String, Bytes> each : files.entrySet()) {
            Path file = folder.resolve(each.getKey());
            Files.createDirectories(folder.resolve(each.getKey()).getParent());
            Files.write(file, each.getValue().toArray());
        }
    }

    @Command(
            name = "import",
            description = "Reads a folder, and shows its components.",
            mixinStandardHelpOptions = true)
    int read(@Mixin Output output, @Parameters(paramLabel = "DIR") Path folder) {
        try {
            List<ComponentView> components = PcrlockDirectory.read(files(folder)).stream()
                    .map(ComponentView::of)
                    .toList();
            output.show(JsonMapper.shared().valueToTree(Map.of("components", components)));
            return ExitCode.OK;
        } catch (IOException | MalformedException e) {
            output.err().println(folder + ": " + e.getMessage());
            return ExitCode.REFUSED;
        }
    }

    private static Map<String, Bytes> files(Path folder) throws IOException {
        Map<String, Bytes> files = new TreeMap<>();
        List<Path> found;
        try (Stream<Path> walked = Files.walk(folder, 2)) {
            found = walked.filter(Files::isRegularFile)
                    .limit(PcrlockDirectory.MAX_FILES + 1L)
                    .toList();
        }
        for (Path file : found) {
            if (Files.size(file) > PcrlockDirectory.MAX_FILE) {
                throw new IOException(file + " has more than " + PcrlockDirectory.MAX_FILE + " bytes");
            }
            files.put(folder.relativize(file).toString(), Bytes.of(Files.readAllBytes(file)));
        }
        return files;
    }
}
