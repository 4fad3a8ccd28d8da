package dev.touchstone.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server in the foreground. Standard output carries the one ready line; logs go to standard error. */
@Command(
        name = "serve",
        description = "Runs the server in the foreground.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--home", paramLabel = "DIR", description = "Where data lives ($TOUCHSTONE_HOME or ~/.touchstone).")
    private @Nullable Path home;

    @Option(names = "--port", paramLabel = "N", description = "TCP port (8080); 0 takes a free one.")
    private @Nullable Integer port;

    @Option(names = "--bind", paramLabel = "ADDR", description = "Address (127.0.0.1); any but loopback needs TLS.")
    private @Nullable String bind;

    @Override
    public Integer call() throws InterruptedException {
        var closed = new CountDownLatch(1);
        var application = new SpringApplication(TouchstoneServer.class);
        application.addListeners((ApplicationListener<ContextClosedEvent>) _ -> closed.countDown());
        try {
            var context = application.run(settings());
            System.out.println(ReadyLine.of(context));
        } catch (RuntimeException _) {
            // Spring has reported it already, in full or as one sentence (StartRefusedReporter).
            return 1;
        }
        closed.await();
        return 0;
    }

    /** Only what was said on the command line, so that the environment and application.yaml count otherwise. */
    private String[] settings() {
        List<String> settings = new ArrayList<>();
        if (home != null) {
            settings.add("--touchstone.home=" + home.toAbsolutePath());
        }
        if (port != null) {
            settings.add("--server.port=" + port);
        }
        if (bind != null) {
            settings.add("--server.address=" + bind);
        }
        return settings.toArray(String[]::new);
    }
}
