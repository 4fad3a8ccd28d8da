package dev.touchstone.server.trust;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code touchstone trust remove}. */
@Command(name = "remove", description = "Takes trusted certificates back.", mixinStandardHelpOptions = true)
final class TrustRemoveCommand extends TrustAction {

    @Parameters(arity = "1..*", paramLabel = "SHA256", description = "Fingerprints in hex, as listed.")
    private List<String> fingerprints = List.of();

    @Override
    int run(ServerAddress address) throws IOException, TrustApi.RefusedException {
        TrustApi api = address.api();
        for (String fingerprint : fingerprints) {
            if (!fingerprint.matches("[0-9a-fA-F]{64}")) {
                throw new IOException(fingerprint + " is no SHA-256 fingerprint");
            }
            err().println(api.remove(fingerprint)
                    .map(change -> "waits for a second person at " + change + ": " + fingerprint)
                    .orElse("removed " + fingerprint));
        }
        return OK;
    }
}
