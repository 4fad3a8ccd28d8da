package dev.touchstone.server.command;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What every command that asks a server has: which one, as whom, and how the answer is written. */
public final class ServerCall extends Output {

    /** Something to do with the API. */
    @FunctionalInterface
    public interface Action {

        /** Does it and returns what there is to show. */
        JsonNode run(Api api) throws IOException, RefusedException;
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
            description = "File with the access token ($TOUCHSTONE_TOKEN, or $TOUCHSTONE_HOME/initial-admin-token).")
    private @Nullable Path tokenFile;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Ask as this person, by a password typed or in $TOUCHSTONE_PASSWORD; approving needs one.")
    private @Nullable String user;

    /** Shows what one GET answers. */
    public int get(String path) {
        return run(api -> api.get(path).body());
    }

    /** Runs {@code action}, shows its result, and says what became of it as an exit code. */
    public int run(Action action) {
        try {
            show(action.run(api()));
            return ExitCode.OK;
        } catch (RefusedException e) {
            err().println(e.getMessage());
            return e.exitCode();
        } catch (HttpTimeoutException | ConnectException e) {
            err().println("the server cannot be reached: " + Shown.of(e));
            return ExitCode.NOT_REACHED;
        } catch (IOException e) {
            err().println(Shown.of(e));
            return ExitCode.REFUSED;
        }
    }

    private Api api() throws IOException {
        boolean loopback = server.getHost() != null
                && InetAddress.getByName(server.getHost()).isLoopbackAddress();
        if (!"https".equals(server.getScheme()) && !("http".equals(server.getScheme()) && loopback)) {
            throw new IOException("--server " + server + ": a secret travels by https, or to this machine");
        }
        return new Api(server, new Credentials(user, tokenFile).header());
    }
}
