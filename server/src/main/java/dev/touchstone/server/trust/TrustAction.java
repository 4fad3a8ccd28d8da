package dev.touchstone.server.trust;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the {@code trust} commands share: where they ask, and what their exit code says. */
abstract class TrustAction implements Callable<Integer> {

    static final int OK = 0;
    static final int FAILED = 1;
    private static final int NOT_FOUND = 3;
    private static final int NOT_ALLOWED = 4;
    private static final int NOT_REACHED = 6;

    @Mixin
    private ServerAddress address = new ServerAddress();

    @Spec
    private @Nullable CommandSpec spec;

    abstract int run(ServerAddress address) throws IOException, TrustApi.RefusedException;

    @Override
    public final Integer call() {
        try {
            return run(address);
        } catch (TrustApi.RefusedException e) {
            err().println(e.getMessage());
            return switch (e.status()) {
                case 401, 403 -> NOT_ALLOWED;
                case 404 -> NOT_FOUND;
                default -> e.status() >= 500 ? NOT_REACHED : FAILED;
            };
        } catch (java.net.http.HttpTimeoutException | java.net.ConnectException e) {
            err().println("the server cannot be reached: " + Text.line(e));
            return NOT_REACHED;
        } catch (IOException e) {
            err().println(e.getClass().getSimpleName() + ": " + Text.line(e));
            return FAILED;
        }
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return spec;
    }
}
