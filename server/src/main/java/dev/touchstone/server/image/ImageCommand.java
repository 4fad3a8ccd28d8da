package dev.touchstone.server.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.PhasePath;
import dev.touchstone.prediction.PredictionOptions;
import dev.touchstone.server.command.Api;
import dev.touchstone.server.command.ExitCode;
import dev.touchstone.server.command.Output;
import dev.touchstone.server.command.Paths;
import dev.touchstone.server.command.Progress;
import dev.touchstone.server.command.RefusedException;
import dev.touchstone.server.command.ServerCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code touchstone image}: boot images, read here or added to a server. */
@Command(
        name = "image",
        description = "Boot images: unified kernels, kernels, EFI programs, initrds and Debian packages of them.",
        mixinStandardHelpOptions = true)
public final class ImageCommand {

    private static final String IMAGES = "/api/v1/images";
    private static final long IN_MEMORY = 1L << 30;
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    @Command(description = "Says what files will be measured as, without a server.", mixinStandardHelpOptions = true)
    int predict(
            @Mixin Output output,
            @Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files,
            @Option(names = "--label", description = "What people call it (the file's name).") @Nullable String label,
            @Option(
                            names = "--phases",
                            split = ",",
                            paramLabel = "PATH",
                            description = "How far the boot may have come: enter-initrd:leave-initrd (systemd's).")
                    @Nullable
                    List<String> phases,
            @Option(names = "--command-line", description = "What the boot loader will pass.") @Nullable String line) {
        ArrayNode all = JSON.createArrayNode();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                String name = file.getFileName().toString();
                PredictionOptions options = options(label == null ? name : label, phases, line);
                all.add(JSON.<JsonNode>valueToTree(new ImageReader(options, IN_MEMORY).read(name, in)));
            } catch (IOException | MalformedException | IllegalArgumentException e) {
                output.err().println(file + ": " + e.getMessage());
                return ExitCode.REFUSED;
            }
        }
        for (JsonNode each : output.json() ? List.of(all) : all) {
            output.show(each);
        }
        return ExitCode.OK;
    }

    private static PredictionOptions options(String label, @Nullable List<String> phases, @Nullable String commandLine)
            throws MalformedException {
        PredictionOptions options = PredictionOptions.of(label);
        if (phases != null) {
            List<PhasePath> paths = new ArrayList<>();
            for (String path : phases) {
                paths.add(PhasePath.parse(path));
            }
            options = options.withPhases(paths);
        }
        return commandLine == null ? options : options.withCommandLine(commandLine);
    }

    @Command(description = "Adds files to the server, which keeps what they say.", mixinStandardHelpOptions = true)
    int add(
            @Mixin ServerCall server,
            @Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files,
            @Option(names = "--label", description = "What people call it (the file's name).") @Nullable String label) {
        Progress progress = new Progress(server.err());
        return server.run(api -> {
            ArrayNode added = JSON.createArrayNode();
            for (Path file : files) {
                added.add(add(api, file, label, progress));
            }
            return added;
        });
    }

    private static JsonNode add(Api api, Path file, @Nullable String label, Progress progress)
            throws IOException, RefusedException {
        String name = file.getFileName().toString();
        String path = Paths.of(IMAGES + "?name={}&label={}", name, label == null ? name : label);
        long size = Files.size(file);
        try (InputStream in = progress.over(Files.newInputStream(file), size, name)) {
            return api.upload(path, in, size, "application/octet-stream").body();
        } finally {
            progress.done();
        }
    }

    @Command(description = "Lists images, newest first, or those that have a digest.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ServerCall server,
            @Option(names = "--digest", description = "Of a file, Authenticode, a section, a root hash or PCR 11.")
                    @Nullable
                    String digest,
            @Option(names = "--limit", defaultValue = "100", description = "At most so many (${DEFAULT-VALUE}).")
                    int limit) {
        String path = Paths.of(IMAGES + "?limit={}", limit);
        return server.run(api -> api.get(digest == null ? path : Paths.of(path + "&digest={}", digest))
                .body()
                .path("images"));
    }

    @Command(description = "Shows an image with all that is predicted.", mixinStandardHelpOptions = true)
    int show(@Mixin ServerCall server, @Parameters(paramLabel = "SHA256") String sha256) {
        return server.get(Paths.of(IMAGES + "/{}", sha256));
    }
}
