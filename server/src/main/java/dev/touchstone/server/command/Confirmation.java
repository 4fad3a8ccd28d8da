package dev.touchstone.server.command;

import java.io.Console;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Binds a decision to what the person saw: by the ETag of what was shown before, or by showing it now and asking. */
final class Confirmation {

    @Option(
            names = "--etag",
            paramLabel = "ETAG",
            description = "The state that was read, as shown by \"show\"; without it, it is shown and asked for.")
    private @Nullable String etag;

    /** Posts to {@code action} what concerns {@code resource} in the state confirmed. */
    int post(ServerCall server, String resource, String action) {
        return server.run(api -> {
            String state = etag == null ? asked(server, api.get(resource)) : etag;
            return api.post(action, null, state.isEmpty() ? Map.of() : Map.of("If-Match", state))
                    .body();
        });
    }

    private static String asked(ServerCall server, Api.Answer shown) throws IOException {
        new TextView(server.err()).show(shown.body());
        server.err().flush();
        Console console = Terminal.find()
                .orElseThrow(() ->
                        new IOException("nobody is there to confirm it: read it with \"show\" and give its --etag"));
        String answer = console.readLine("Is this what you decide on? [yes/no] ");
        if (!"yes".equals(answer)) {
            throw new IOException("not confirmed");
        }
        return shown.etag();
    }
}
