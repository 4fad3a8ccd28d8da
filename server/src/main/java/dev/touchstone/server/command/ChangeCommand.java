package dev.touchstone.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code touchstone change}: what two people decide, a request each. */
@Command(
        name = "change",
        description = "Changes that one person proposes and another approves.",
        mixinStandardHelpOptions = true)
public final class ChangeCommand {

    private static final String CHANGES = "/api/v1/changes";

    @Command(description = "Lists changes.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ServerCall server,
            @Option(names = "--state", description = "Only those in this state: proposed.") @Nullable String state) {
        return server.get(state == null ? CHANGES : Paths.of(CHANGES + "?state={}", state));
    }

    @Command(description = "Shows a change, and the ETag to approve it by.", mixinStandardHelpOptions = true)
    int show(@Mixin ServerCall server, @Parameters(paramLabel = "ID") String id) {
        return server.run(api -> withEtag(api.get(Paths.of(CHANGES + "/{}", id))));
    }

    @Command(
            description = "Drafts a change from a JSON file, if one is named, and offers it for approval.",
            mixinStandardHelpOptions = true)
    int propose(
            @Mixin ServerCall server,
            @Option(names = "--file", paramLabel = "FILE", description = "A new change, as the API takes it.") @Nullable
                    Path file,
            @Parameters(arity = "0..1", paramLabel = "ID", description = "A draft that is there.") @Nullable
                    String id) {
        return server.run(api -> {
            String draft = id;
            if (file != null) {
                JsonNode body = JsonMapper.shared().readTree(Files.readString(file));
                draft = api.post(CHANGES, body, Map.of()).body().path("id").asString();
            }
            if (draft == null) {
                throw new IOException("name a draft, or a --file with a new change");
            }
            return api.post(Paths.of(CHANGES + "/{}/proposal", draft), null, Map.of())
                    .body();
        });
    }

    @Command(description = "Approves a change of someone else's, exactly as shown.", mixinStandardHelpOptions = true)
    int approve(@Mixin ServerCall server, @Mixin Confirmation confirmation, @Parameters(paramLabel = "ID") String id) {
        return confirmation.post(server, Paths.of(CHANGES + "/{}", id), Paths.of(CHANGES + "/{}/approval", id));
    }

    @Command(description = "Rejects a change.", mixinStandardHelpOptions = true)
    int reject(@Mixin ServerCall server, @Mixin Confirmation confirmation, @Parameters(paramLabel = "ID") String id) {
        return confirmation.post(server, Paths.of(CHANGES + "/{}", id), Paths.of(CHANGES + "/{}/rejection", id));
    }

    private static JsonNode withEtag(Api.Answer answer) {
        return answer.body() instanceof ObjectNode body && !answer.etag().isEmpty()
                ? body.put("etag", answer.etag())
                : answer.body();
    }
}
