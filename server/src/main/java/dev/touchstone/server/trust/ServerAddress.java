package dev.touchstone.server.trust;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command asks, as whom, and how it answers. */
final class ServerAddress {

    /** How results are written. */
    enum Format {
        text,
        json
    }

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The server (${DEFAULT-VALUE}); any but this machine needs https.")
    private URI server = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the access token ($TOUCHSTONE_HOME/initial-admin-token).")
    private @Nullable Path tokenFile;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (${DEFAULT-VALUE}).")
    private Format format = Format.text;

    boolean json() {
        return format == Format.json;
    }

    TrustApi api() throws IOException {
        if (!"https".equals(server.getScheme()) && !("http".equals(server.getScheme()) && isLoopback())) {
            throw new IOException("--server " + server + ": a token travels by https, or to this machine");
        }
        Path file = tokenFile == null ? home().resolve("initial-admin-token") : tokenFile;
        return new TrustApi(server, Files.readString(file).strip());
    }

    private boolean isLoopback() throws UnknownHostException {
        return server.getHost() != null
                && InetAddress.getByName(server.getHost()).isLoopbackAddress();
    }

    private static Path home() {
        String home = System.getenv("TOUCHSTONE_HOME");
        return home == null ? Path.of(System.getProperty("user.home"), ".touchstone") : Path.of(home);
    }
}
