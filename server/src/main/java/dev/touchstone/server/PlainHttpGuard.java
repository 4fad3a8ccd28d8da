package dev.touchstone.server;

import dev.touchstone.server.ops.StartRefused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Refuses to serve plain HTTP on any address but loopback: bearer tokens and sessions would cross the network readable.
 *
 * <p>It looks at the settings before anything is started or written, after every source of settings was read.
 */
final class PlainHttpGuard implements EnvironmentPostProcessor, Ordered {

    private static final List<String> TLS = List.of("bundle", "certificate", "key-store");

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        check(environment, "server");
        if (environment.containsProperty("management.server.port")) {
            check(environment, "management.server");
        }
    }

    static boolean isTls(Environment environment, String prefix) {
        return environment.getProperty(prefix + ".ssl.enabled", Boolean.class, true)
                && TLS.stream().anyMatch(key -> environment.containsProperty(prefix + ".ssl." + key));
    }

    private static void check(Environment environment, String prefix) {
        String address = environment.getProperty(prefix + ".address", "0.0.0.0");
        if (!isLoopback(address) && !isTls(environment, prefix)) {
            throw new StartRefused("Plain HTTP is served on loopback only, and " + address + " is not: set " + prefix
                    + ".ssl.bundle (or " + prefix + ".ssl.certificate) to serve TLS there.");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            throw new StartRefused("The address to bind, " + address + ", is unknown here.");
        }
    }
}
