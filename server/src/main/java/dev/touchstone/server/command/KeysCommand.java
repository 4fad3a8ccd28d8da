package dev.touchstone.server.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchstone keys}: the keys that sign attestation results. */
@Command(name = "keys", description = "The keys that sign attestation results.", mixinStandardHelpOptions = true)
public final class KeysCommand {

    private static final String KEYS = "/api/v1/result-keys";

    @Command(description = "Lists the keys, by when they sign.", mixinStandardHelpOptions = true)
    int list(@Mixin ServerCall server) {
        return server.get(KEYS);
    }

    @Command(
            description = "Publishes a new key, which signs once everyone has had time to learn it.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Mixin ServerCall server,
            @Option(
                            names = "--now",
                            description = "For a compromised key: the new one signs at once, and every key there is is"
                                    + " withdrawn, with all results it signed.")
                    boolean now) {
        return server.run(api ->
                api.post(KEYS + "/rotation", Map.of("now", now), Map.of()).body());
    }
}
