package dev.touchstone.server.trust;

import java.io.IOException;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code touchstone trust list}. */
@Command(name = "list", description = "Lists the trusted certificates.", mixinStandardHelpOptions = true)
final class TrustListCommand extends TrustAction {

    @Override
    int run(ServerAddress address) throws IOException, TrustApi.RefusedException {
        JsonNode anchors = address.api().list();
        if (address.json()) {
            out().println(anchors.toPrettyString());
            return OK;
        }
        for (JsonNode anchor : anchors) {
            out().printf(
                            "%s  %-12s  %-18s  %-8s  %-12s  until %s  %s%n",
                            anchor.path("sha256").asString(),
                            anchor.path("role").asString(),
                            anchor.path("maker").asString(),
                            anchor.path("virtual").asBoolean() ? "virtual" : "hardware",
                            anchor.path("recognised").asBoolean() ? "recognised" : "unrecognised",
                            anchor.path("notAfter").asString(),
                            anchor.path("subject").asString());
        }
        out().printf("%d certificates%n", anchors.size());
        return OK;
    }
}
