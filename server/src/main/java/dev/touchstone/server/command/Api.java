package dev.touchstone.server.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of a server, asked over HTTP. Follows no redirect: that would carry the credentials elsewhere. */
public final class Api {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_ANSWER = 64 << 20;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI server;
    private final String authorization;

    Api(URI server, String authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    /**
     * An answer.
     *
     * @param body the JSON; missing where there was none
     * @param etag which state of the resource it shows; empty if it does not say
     */
    public record Answer(JsonNode body, String etag) {}

    /** Reads a resource. */
    public Answer get(String path) throws IOException, RefusedException {
        return send("GET", path, BodyPublishers.noBody(), Map.of());
    }

    /** Sends JSON, with headers of its own; no body where {@code body} is null. */
    public Answer post(String path, @Nullable Object body, Map<String, String> headers)
            throws IOException, RefusedException {
        BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
        return send("POST", path, publisher, headers);
    }

    /**
     * Sends a stream.
     *
     * @param length its bytes
     * @param type its media type
     */
    public Answer upload(String path, InputStream content, long length, String type)
            throws IOException, RefusedException {
        BodyPublisher body = BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> content), length);
        return send("POST", path, body, Map.of("Content-Type", type));
    }

    private Answer send(String method, String path, BodyPublisher body, Map<String, String> headers)
            throws IOException, RefusedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofHours(1))
                .header("Authorization", authorization)
                .setHeader("Content-Type", "application/json")
                .method(method, body);
        headers.forEach(request::setHeader);
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            JsonNode answer = parse(response);
            if (response.statusCode() / 100 != 2) {
                throw new RefusedException(response.statusCode(), sentence(response.statusCode(), answer));
            }
            return new Answer(answer, response.headers().firstValue("ETag").orElse(""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonNode parse(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            return JSON.readTree(new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new IOException("the answer (status " + response.statusCode() + ") is not JSON", e);
        }
    }

    private static String sentence(int status, JsonNode problem) {
        StringBuilder text = new StringBuilder("the server refused (%d %s): %s"
                .formatted(
                        status,
                        problem.path("code").asString("no-code"),
                        problem.path("detail").asString("no reason given")));
        problem.path("errors")
                .forEach(error -> text.append("%n  ".formatted())
                        .append(error.path("detail").asString("")));
        return Shown.line(text.toString());
    }
}
