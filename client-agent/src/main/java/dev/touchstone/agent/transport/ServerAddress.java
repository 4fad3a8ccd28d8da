package dev.touchstone.agent.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Where the server is. Anything but this machine needs TLS: a stranger in between could not forge evidence, but could
 * send the agent wrong answers.
 *
 * @param base the address without a trailing slash
 */
public record ServerAddress(URI base) {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    /**
     * Reads {@code https://touchstone.example:8443} or, for this machine only, {@code http://127.0.0.1:8080}.
     *
     * @throws IllegalArgumentException if it is no such address
     */
    public static ServerAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip().replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is no URL: " + e.getReason(), e);
        }
        if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("'" + text + "' is no server address: expected https://HOST[:PORT]");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a server address carries no user or password");
        }
        boolean plain = "http".equalsIgnoreCase(uri.getScheme());
        if (plain && !LOOPBACK.matcher(uri.getHost()).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not this machine: use https, plain http is for loopback only");
        }
        if (!plain && !"https".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("'" + text + "' is neither https nor http");
        }
        return new ServerAddress(uri);
    }

    /** The address of a resource of the API. */
    URI resolve(String path) {
        return URI.create(base + path);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
