package dev.touchstone.server;

import dev.touchstone.server.ops.TouchstoneHome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks HTTP to the server under test, as the bootstrap administrator unless told otherwise. */
public final class TestServer {

    private static final Pattern READY = Pattern.compile("Touchstone is ready: (\\S+)  \\(admin token: (\\S+)\\)");

    private final Supplier<String> base;
    private final JsonMapper json;
    private final HttpClient client;
    private final @Nullable String token;

    /** What came back. */
    public record Answer(int status, HttpHeaders headers, String body, JsonMapper mapper) {

        public JsonNode json() {
            return mapper.readTree(body);
        }

        /** The problem's code. */
        public String code() {
            return json().path("code").asString();
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    @Autowired
    TestServer(Environment environment, TouchstoneHome home, JsonMapper json) throws IOException {
        this(
                () -> "http://127.0.0.1:" + environment.getProperty("local.server.port"),
                json,
                HttpClient.newHttpClient(),
                Files.readString(home.initialAdminToken()).strip());
    }

    private TestServer(Supplier<String> base, JsonMapper json, HttpClient client, @Nullable String token) {
        this.base = base;
        this.json = json;
        this.client = client;
        this.token = token;
    }

    /** A server in a process of its own, once it is ready. */
    static TestServer of(ServerProcess process) throws IOException {
        Matcher ready = READY.matcher(process.line());
        if (!ready.matches()) {
            throw new AssertionError("the server is not ready: " + process.log());
        }
        String address = ready.group(1);
        String token = Files.readString(Path.of(ready.group(2))).strip();
        return new TestServer(() -> address, JsonMapper.shared(), HttpClient.newHttpClient(), token);
    }

    /** The same server, asked with {@code other} as the token. */
    public TestServer as(String other) {
        return new TestServer(base, json, client, other);
    }

    /** The same server, asked without a token. */
    public TestServer anonymous() {
        return new TestServer(base, json, client, null);
    }

    /** The same server, asked from another loopback address. */
    public TestServer from(String address) {
        HttpClient other = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address))
                .build();
        return new TestServer(base, json, other, token);
    }

    /** The same server, asked with a new token that has these scopes. */
    public TestServer withScopes(String... scopes) {
        Answer created = post("/api/v1/access-tokens", Map.of("name", "test", "scopes", List.of(scopes)));
        return as(created.json().path("token").asString());
    }

    public URI url(String path) {
        return URI.create(base.get() + path);
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    public Answer post(String path, Object body) {
        return send("POST", path, BodyPublishers.ofString(json.writeValueAsString(body)));
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, BodyPublishers.ofString(json.writeValueAsString(body)));
    }

    /** Posts text that need not be JSON. */
    public Answer postRaw(String path, String body) {
        return send("POST", path, BodyPublishers.ofString(body));
    }

    /** Posts without telling the length first. */
    public Answer postChunked(String path, byte[] body) {
        return send("POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path)).method(method, body);
        request.setHeader("Content-Type", "application/json");
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body(), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
