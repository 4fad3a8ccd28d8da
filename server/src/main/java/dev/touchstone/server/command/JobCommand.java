package dev.touchstone.server.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code touchstone job}: work that the server does at its leisure. */
@Command(name = "job", description = "Work the server does in the background.", mixinStandardHelpOptions = true)
public final class JobCommand {

    private static final String JOBS = "/api/v1/jobs";
    private static final Set<String> UNDER_WAY = Set.of("queued", "running", "cancelling");

    @Command(description = "Lists the jobs.", mixinStandardHelpOptions = true)
    int list(@Mixin ServerCall server) {
        return server.get(JOBS);
    }

    @Command(description = "Shows a job.", mixinStandardHelpOptions = true)
    int show(@Mixin ServerCall server, @Parameters(paramLabel = "ID") String id) {
        return server.get(Paths.of(JOBS + "/{}", id));
    }

    @Command(description = "Cancels a job.", mixinStandardHelpOptions = true)
    int cancel(@Mixin ServerCall server, @Parameters(paramLabel = "ID") String id) {
        return server.run(api -> api.post(Paths.of(JOBS + "/{}/cancellation", id), null, Map.of())
                .body());
    }

    @Command(description = "Waits for a job to end and shows it.", mixinStandardHelpOptions = true)
    int watch(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "1", description = "How often to ask.")
                    double seconds) {
        Progress progress = new Progress(server.err());
        return server.run(api -> {
            JsonNode job = api.get(Paths.of(JOBS + "/{}", id)).body();
            while (UNDER_WAY.contains(job.path("state").asString())) {
                progress.say("%s: %s of %s"
                        .formatted(
                                id,
                                job.path("done").asString("0"),
                                job.path("total").asString("?")));
                pause(Duration.ofMillis((long) (seconds * 1000)));
                job = api.get(Paths.of(JOBS + "/{}", id)).body();
            }
            progress.done();
            return job;
        });
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
