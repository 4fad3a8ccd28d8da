package dev.touchstone.server;

import dev.touchstone.server.ops.TouchstoneHome;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** The line that tells people and scripts that the server answers, and where. */
final class ReadyLine {

    private ReadyLine() {}

    static String of(ConfigurableApplicationContext context) {
        // Set by the web server when it has bound, also where 0 asked for any.
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        String scheme = PlainHttpGuard.isTls(context.getEnvironment(), "server") ? "https" : "http";
        String host = host(context.getBean(ServerProperties.class).getAddress());
        Path token = context.getBean(TouchstoneHome.class).initialAdminToken();
        String line = "Touchstone is ready: " + scheme + "://" + host + ":" + port;
        return Files.exists(token) ? line + "  (admin token: " + token + ")" : line;
    }

    private static String host(@Nullable InetAddress address) {
        String host = address == null ? "0.0.0.0" : address.getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
