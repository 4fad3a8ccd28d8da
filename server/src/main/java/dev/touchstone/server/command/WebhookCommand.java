package dev.touchstone.server.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchstone webhook}: who is told of what happens, a request each. */
@Command(name = "webhook", description = "Receivers that are told of what happens.", mixinStandardHelpOptions = true)
public final class WebhookCommand {

    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String WEBHOOK = WEBHOOKS + "/{}";

    @Command(description = "Lists the webhooks.", mixinStandardHelpOptions = true)
    int list(@Mixin ServerCall server) {
        return server.get(WEBHOOKS);
    }

    @Command(description = "Adds a webhook and shows its secret, this once.", mixinStandardHelpOptions = true)
    int add(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "URL") String url,
            @Option(
                            names = "--type",
                            description =
                                    "A type of event it is sent; may be repeated (those about causes, not hosts).")
                    @Nullable
                    List<String> types,
            @Option(names = "--description", description = "What it is for.") @Nullable String description) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("url", url));
        if (types != null) {
            body.put("types", types);
        }
        if (description != null) {
            body.put("description", description);
        }
        return post(server, WEBHOOKS, body);
    }

    @Command(description = "Sends a test event and says what came of it.", mixinStandardHelpOptions = true)
    int test(@Mixin ServerCall server, @Parameters(paramLabel = "ID") UUID id) {
        return post(server, Paths.of(WEBHOOK + "/test", id), null);
    }

    @Command(
            description = "Sends again what happened from an event on, of all that is kept.",
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "ID") UUID id,
            @Option(names = "--from", paramLabel = "SEQUENCE", required = true, description = "The first event.")
                    long from) {
        return post(server, Paths.of(WEBHOOK + "/replay", id), Map.of("from", from));
    }

    @Command(description = "Lists what became of events.", mixinStandardHelpOptions = true)
    int deliveries(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "ID") UUID id,
            @Option(names = "--state", description = "Only those: pending, delivered or dead.") @Nullable
                    String state) {
        return server.get(
                state == null
                        ? Paths.of(WEBHOOK + "/deliveries", id)
                        : Paths.of(WEBHOOK + "/deliveries?state={}", id, state));
    }

    @Command(description = "Sends one event again.", mixinStandardHelpOptions = true)
    int redeliver(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "ID") UUID id,
            @Parameters(paramLabel = "SEQUENCE") long sequence) {
        return post(server, Paths.of(WEBHOOK + "/deliveries/{}/redelivery", id, sequence), null);
    }

    @Command(
            description = "Gives a webhook a new secret; the old one signs as well for a while.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "ID") UUID id,
            @Option(names = "--overlap", paramLabel = "DURATION", description = "How long, such as PT1H (a day).")
                    @Nullable
                    String overlap) {
        Map<String, Object> body = overlap == null ? Map.of() : Map.of("overlap", overlap);
        return server.run(api -> api.post(Paths.of(WEBHOOK + "/secret", id), body, shown(api, id))
                .body());
    }

    private static Map<String, String> shown(Api api, UUID id) throws IOException, RefusedException {
        return Map.of("If-Match", api.get(Paths.of(WEBHOOK, id)).etag());
    }

    private static int post(ServerCall server, String path, @Nullable Object body) {
        return server.run(api -> api.post(path, body, Map.of()).body());
    }
}
