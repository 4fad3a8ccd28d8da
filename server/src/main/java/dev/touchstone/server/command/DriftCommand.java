package dev.touchstone.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code touchstone drift}: hosts that deviate alike. */
@Command(name = "drift", description = "Clusters of hosts that deviate alike.", mixinStandardHelpOptions = true)
public final class DriftCommand {

    private static final String CLUSTERS = "/api/v1/drift/clusters";

    @Command(description = "Lists the clusters.", mixinStandardHelpOptions = true)
    int list(@Mixin ServerCall server) {
        return server.get(CLUSTERS);
    }

    @Command(description = "Shows a cluster and its hosts.", mixinStandardHelpOptions = true)
    int show(@Mixin ServerCall server, @Parameters(paramLabel = "ID") String id) {
        return server.get(Paths.of(CLUSTERS + "/{}", id));
    }
}
